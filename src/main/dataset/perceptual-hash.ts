/** Cells along a side: the inner 16 of these make the bits, each compared with its neighbours. */
const grid = 22;
const inner = 16;
const margin = (grid - inner) / 2;

/** Bits of a hash, and hex digits of its text. */
export const hashBits = inner * inner;

/**
 * A hash by which pictures that look alike are found: for each of 16 x 16 cells in the middle of the picture, whether it is brighter than
 * the mean of the nine cells around it. All chests are alike in the large: the usual difference hash of 64 bits (Krawetz, 2013), which sees only
 * that, takes 1 in 800 pairs of strangers for copies. The figures are in audit/duplicates.ts.
 * @param picture one byte a pixel, row-major, size x size, size at least 22
 * @returns 64 hex digits, the upper left cell first
 */
export function perceptualHash(picture: Uint8Array, size: number): string {
  const means = cellMeans(picture, size);
  let digits = '';
  let nibble = 0;
  for (let bit = 0; bit < hashBits; bit += 1) {
    const at = (margin + Math.floor(bit / inner)) * grid + margin + (bit % inner);
    let sum = 0;
    for (let row = -grid; row <= grid; row += grid)
      for (let column = -1; column <= 1; column += 1) sum += means[at + row + column] as number;
    nibble = nibble * 2 + ((means[at] as number) * 9 > sum ? 1 : 0);
    if (bit % 4 !== 3) continue;
    digits += nibble.toString(16);
    nibble = 0;
  }
  return digits;
}

function cellMeans(picture: Uint8Array, size: number): Float64Array {
  const means = new Float64Array(grid * grid);
  const edges = Array.from({ length: grid + 1 }, (_, cell) => Math.floor((cell * size) / grid));
  for (let row = 0; row < grid; row += 1) {
    const [top, bottom] = [edges[row] as number, edges[row + 1] as number];
    for (let column = 0; column < grid; column += 1) {
      const [left, right] = [edges[column] as number, edges[column + 1] as number];
      let sum = 0;
      for (let y = top; y < bottom; y += 1) for (let at = y * size + left; at < y * size + right; at += 1) sum += picture[at] as number;
      means[row * grid + column] = sum / ((right - left) * (bottom - top));
    }
  }
  return means;
}
