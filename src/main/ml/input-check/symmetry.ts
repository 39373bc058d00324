import { checkSize } from './check-picture';

/** The middle of the picture, in cells: borders, markers and arms are left out. */
const rows = { first: 8, end: 56 };
const columns = { first: 10, end: 54 };
/** The body's axis may lie half as many cells beside the picture's. */
const furthest = 10;

/**
 * How much the middle of a picture is like its mirror image: the highest correlation (-1 to 1) over the places where the axis may lie. A frontal chest is,
 * a lateral one, with the spine on one side and the breastbone on the other, is less so.
 * @param picture as toCheckPicture gives it
 */
export function mirrorSymmetry(picture: Float32Array): number {
  let highest = -1;
  for (let shift = 0 - furthest; shift <= furthest; shift += 1) highest = Math.max(highest, mirrorCorrelation(picture, shift));
  return highest;
}

/** Pearson's correlation of the middle with the mirror image moved by `shift` cells; 0 where either is all alike. */
function mirrorCorrelation(picture: Float32Array, shift: number): number {
  const cells = (rows.end - rows.first) * (columns.end - columns.first);
  let [one, other, oneSquared, otherSquared, both] = [0, 0, 0, 0, 0];
  for (let row = rows.first; row < rows.end; row += 1) {
    for (let column = columns.first; column < columns.end; column += 1) {
      const here = picture[row * checkSize + column] as number;
      const there = picture[row * checkSize + checkSize - 1 - column - shift] as number;
      one += here;
      other += there;
      oneSquared += here * here;
      otherSquared += there * there;
      both += here * there;
    }
  }
  const variances = (oneSquared - (one * one) / cells) * (otherSquared - (other * other) / cells);
  return variances <= 1e-9 ? 0 : (both - (one * other) / cells) / Math.sqrt(variances);
}
