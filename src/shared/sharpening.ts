import { emptyLike, type GreyPicture, GreyPyramid } from './grey-pyramid';

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

/** Sharpening as a picture of another size has to repeat it: how much, and how often the picture had been halved that was sharpened. */
export interface ShownSharpening {
  readonly strength: Exclude<Sharpening, 'off'>;
  /** 0 for the image at its own size. */
  readonly level: number;
}

/**
 * The image at its own size with what sharpening brought out of its halved picture: what was added there is interpolated between the centres
 * of its pixels and added here, so that a picture of the whole image looks, at the screen's size, as the screen did.
 */
export function sharpenAs({ strength, level }: ShownSharpening, whole: GreyPicture, range: readonly [number, number]): GreyPicture {
  if (level === 0) return sharpen(whole, strength, range);
  const plain = new GreyPyramid(whole).at(level);
  const sharp = sharpen(plain, strength, range);
  const added = Float32Array.from(sharp.values, (value, at) => value - (plain.values[at] as number));
  const { width, height, values } = whole;
  const columns = Array.from({ length: width }, (_, x) => between(x, level, plain.width));
  const result = emptyLike(values, values.length);
  for (let y = 0, at = 0; y < height; y += 1) {
    const row = between(y, level, plain.height);
    const [upper, lower] = [row.before * plain.width, row.after * plain.width];
    for (let x = 0; x < width; x += 1, at += 1) {
      const column = columns[x] as Between;
      const top = along(added, upper, column);
      const value = (values[at] as number) + top + (along(added, lower, column) - top) * row.share;
      result[at] = Math.min(Math.max(Math.floor(value + 0.5), range[0]), range[1]);
    }
  }
  return { width, height, values: result };
}

interface Between {
  readonly before: number;
  readonly after: number;
  readonly share: number;
}

/** Between which pixels' centres of the halved picture a pixel's centre lies, and how far on the way. */
function between(pixel: number, level: number, count: number): Between {
  const place = Math.min(Math.max((pixel + 0.5) / 2 ** level - 0.5, 0), count - 1);
  const before = Math.floor(place);
  return { before, after: Math.min(before + 1, count - 1), share: place - before };
}

function along(values: Float32Array, row: number, { before, after, share }: Between): number {
  const first = values[row + before] as number;
  return first + ((values[row + after] as number) - first) * share;
}
