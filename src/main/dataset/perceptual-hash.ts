const columns = 9;
const rows = 8;

/**
 * Difference hash of a square picture (Krawetz, "Kind of Like That", 2013): its means over 9 x 8 cells, and for each cell whether its right
 * neighbour is brighter. Pictures that look alike differ in few of the 64 bits.
 * @param picture one byte a pixel, row-major, size x size, size at least 9
 * @returns 16 hex digits
 */
export function differenceHash(picture: Uint8Array, size: number): string {
  const means = cellMeans(picture, size);
  let hash = 0n;
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column + 1 < columns; column += 1) {
      const at = row * columns + column;
      hash = (hash << 1n) | ((means[at + 1] as number) > (means[at] as number) ? 1n : 0n);
    }
  }
  return hash.toString(16).padStart(16, '0');
}

function cellMeans(picture: Uint8Array, size: number): Float64Array {
  const means = new Float64Array(columns * rows);
  for (let row = 0; row < rows; row += 1) {
    const [top, bottom] = [Math.floor((row * size) / rows), Math.floor(((row + 1) * size) / rows)];
    for (let column = 0; column < columns; column += 1) {
      const [left, right] = [Math.floor((column * size) / columns), Math.floor(((column + 1) * size) / columns)];
      let sum = 0;
      for (let y = top; y < bottom; y += 1) for (let x = left; x < right; x += 1) sum += picture[y * size + x] as number;
      means[row * columns + column] = sum / ((right - left) * (bottom - top));
    }
  }
  return means;
}
