import { emptyLike, type GreyPicture } from './grey-pyramid';

/** How much the display is sharpened; what is measured is never touched. */
export const sharpenings = ['off', 'mild', 'strong'] as const;
export type Sharpening = (typeof sharpenings)[number];

/** How much of the difference to its surroundings is added to a pixel. */
const amounts: Readonly<Record<Sharpening, number>> = { off: 0, mild: 0.7, strong: 1.8 };

/** Half the side of the square that counts as a pixel's surroundings: 5 by 5 pixels. */
const radius = 2;

/** The next of off, mild and strong. */
export function nextSharpening(now: Sharpening): Sharpening {
  return now === 'off' ? 'mild' : now === 'mild' ? 'strong' : 'off';
}

/**
 * Unsharp masking with a running mean: value + amount * (value - mean of the 5 by 5 values around it), rounded, within `range`. At the
 * edges the mean is that of the values that are there. Costs the same whatever the square's side.
 */
export function sharpen(picture: GreyPicture, sharpening: Sharpening, range: readonly [least: number, most: number]): GreyPicture {
  const amount = amounts[sharpening];
  if (amount === 0) return picture;
  const { width, height, values } = picture;
  const [least, most] = range;
  const sharp = emptyLike(values, values.length);
  // Of each column the sum over the rows around the one at work, and before it the sums of columns that are not there.
  const sums = new Int32Array(width + 2 * radius + 1);
  for (let row = 0; row < Math.min(radius, height); row += 1) addRow(sums, picture, row, 1);
  for (let row = 0; row < height; row += 1) {
    if (row + radius < height) addRow(sums, picture, row + radius, 1);
    if (row > radius) addRow(sums, picture, row - radius - 1, -1);
    const rows = Math.min(row + radius, height - 1) - Math.max(row - radius, 0) + 1;
    const share = 1 / (rows * (2 * radius + 1));
    let sum = 0;
    for (let column = 0; column < radius; column += 1) sum += sums[before + column] as number;
    for (let column = 0, at = row * width; column < width; column += 1, at += 1) {
      sum += (sums[column + before + radius] as number) - (sums[column] as number);
      const isInside = column >= radius && column + radius < width;
      const mean = isInside ? sum * share : sum / (rows * columnsAround(column, width));
      const value = values[at] as number;
      const sharpened = Math.floor(value + amount * (value - mean) + 0.5);
      sharp[at] = sharpened < least ? least : sharpened > most ? most : sharpened;
    }
  }
  return { width, height, values: sharp };
}

/** How many columns that are not there lie before the first, in the column sums. */
const before = radius + 1;

function columnsAround(column: number, width: number): number {
  return Math.min(column + radius, width - 1) - Math.max(column - radius, 0) + 1;
}

function addRow(sums: Int32Array, { width, values }: GreyPicture, row: number, sign: 1 | -1): void {
  for (let column = 0, at = row * width; column < width; column += 1, at += 1) {
    sums[column + before] = (sums[column + before] as number) + sign * (values[at] as number);
  }
}
