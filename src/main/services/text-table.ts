/** A table's first row is its heading; each row has as many cells. */
export type TextTable = readonly (readonly string[])[];

/** Columns of equal width for a terminal: the first to the left, the others to the right. */
export function textTable(rows: TextTable): readonly string[] {
  const widths = columnWidths(rows);
  return rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}

/** The same as Markdown, laid out as a formatter would leave it. */
export function markdownTable(rows: TextTable): readonly string[] {
  const escaped = rows.map((row) => row.map((cell) => cell.replaceAll('|', '\\|')));
  const widths = columnWidths(escaped).map((width) => Math.max(3, width));
  const line = (cells: readonly string[], fill: string): string =>
    `| ${widths.map((width, column) => (cells[column] ?? '').padEnd(width, fill)).join(' | ')} |`;
  const [heading = [], ...others] = escaped;
  return [line(heading, ' '), line([], '-'), ...others.map((row) => line(row, ' '))];
}

function columnWidths(rows: TextTable): readonly number[] {
  return (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
}
