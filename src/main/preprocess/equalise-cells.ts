/** Levels that greys are told apart in, as in network-input.ts. */
const levelCount = 4081;

/**
 * Each cell's rank among all of them, -1 for the darkest to 1 for the brightest, by network-input.ts' own formula: values that were equalised once
 * stay as they are, but for rounding. Cells of one level throughout are all -1.
 * @param cells from `darkest` to `brightest`
 */
export function equaliseCells(cells: Float32Array, darkest: number, brightest: number): Float32Array {
  const scale = (levelCount - 1) / (brightest - darkest);
  const levels = new Uint16Array(cells.length);
  const counts = new Uint32Array(levelCount);
  for (let cell = 0; cell < cells.length; cell += 1) {
    const level = Math.min(levelCount - 1, Math.max(0, Math.round(((cells[cell] as number) - darkest) * scale)));
    levels[cell] = level;
    counts[level] = (counts[level] as number) + 1;
  }
  const lowest = counts.find((count) => count > 0) ?? 0;
  const ranks = new Float32Array(levelCount).fill(-1);
  let below = 0;
  for (let level = 0; level < levelCount; level += 1) {
    below += counts[level] as number;
    if (below > lowest) ranks[level] = (2 * (below - lowest)) / (cells.length - lowest) - 1;
  }
  const equalised = new Float32Array(cells.length);
  for (let cell = 0; cell < cells.length; cell += 1) equalised[cell] = ranks[levels[cell] as number] as number;
  return equalised;
}
