/** Rows of a long list, first to last, both inclusive. */
export interface RowRange {
  readonly first: number;
  readonly last: number;
}

/** The rows to draw: those in sight and `spare` more on either side, so that scrolling meets rows already drawn. */
export function rowsInSight(scrollTop: number, height: number, rowHeight: number, total: number, spare: number): RowRange {
  const first = Math.max(0, Math.floor(scrollTop / rowHeight) - spare);
  const last = Math.min(total - 1, Math.ceil((scrollTop + height) / rowHeight) - 1 + spare);
  return { first, last: Math.max(first - 1, last) };
}

/** Where to scroll so that a row is wholly in sight, moving as little as possible. */
export function scrollToRow(index: number, scrollTop: number, height: number, rowHeight: number): number {
  const top = index * rowHeight;
  if (top < scrollTop) return top;
  return Math.max(scrollTop, top + rowHeight - height);
}
