import { fail } from '../../shared/failure';
import type { GreyImage, Rectangle } from '../../shared/image';
import type { ModelCard } from '../../shared/model';
import { areaSums, mostInnerRows } from './area-sums';

// Training and inference share this file, so that a network sees in use exactly what it was trained on. The arithmetic is on whole
// numbers but for the last division: the same picture gives the same bits on every machine. Whoever changes a value it gives, changes
// the version.

/**
 * The ways to prepare a picture, by the name that model cards and stored predictions hold; a model runs only with the one it was trained on.
 * 'square-area-1' is what the seed notebook did: the greys as they are, 0 (darkest, and the padding) to 1.
 */
export const preprocessings = ['square-area-equalised-1', 'square-area-1'] as const;
export type Preprocessing = (typeof preprocessings)[number];

/** True for the name of a preprocessing that this version of Pneumoscope knows. */
function isPreprocessing(name: string): name is Preprocessing {
  return preprocessings.some((known) => known === name);
}

/** How a network wants its pictures: what decides, with the picture itself, every value it sees. */
export interface PictureForm {
  /** Side in pixels. */
  readonly size: number;
  readonly preprocessing: Preprocessing;
}

/** The form that a model's card states; fails as 'model-unusable' where this version of Pneumoscope does not know it. */
export function pictureFormOf(card: Pick<ModelCard, 'id' | 'inputSize' | 'preprocessingVersion'>): PictureForm {
  const { id, inputSize, preprocessingVersion } = card;
  if (isPreprocessing(preprocessingVersion)) return { size: inputSize, preprocessing: preprocessingVersion };
  const known = preprocessings.join(' or ');
  return fail('model-unusable', `The model ${id} takes pictures prepared by ${preprocessingVersion}; this Pneumoscope knows ${known}.`);
}

/** The values of the darkest and the brightest cell. */
export function valueRange(preprocessing: Preprocessing): { readonly darkest: number; readonly brightest: number } {
  return preprocessing === 'square-area-1' ? { darkest: 0, brightest: 1 } : { darkest: -1, brightest: 1 };
}

export interface NetworkInput {
  /** Row-major, size x size, in the range of its preprocessing. */
  readonly values: Float32Array;
  /** What the square covers in pixels of the picture; it reaches past the picture's edges on its shorter side. */
  readonly region: Rectangle;
  /** The picture's own size in pixels. */
  readonly width: number;
  readonly height: number;
}

/**
 * The square picture that a network sees: padded with black to a square, so that proportions are kept; brought to size x size by the
 * exact mean over each cell's area; and, where equalised, histogram-equalised over the cells the picture reaches, which makes it independent of the window,
 * gamma and bit depth that the picture came with (Gonzalez and Woods, Digital Image Processing, section 3.3).
 * @param image at least 1 x 1 pixels
 */
export function toNetworkInput(image: GreyImage, { size, preprocessing }: PictureForm): NetworkInput {
  const side = Math.max(image.width, image.height);
  const left = Math.floor((side - image.width) / 2);
  const top = Math.floor((side - image.height) / 2);
  const columns = cellSpans(image.width, left, side, size);
  const rows = cellSpans(image.height, top, side, size);
  const levels = meanLevels(image, columns, rows, side, size);
  return {
    values:
      preprocessing === 'square-area-1'
        ? Float32Array.from(levels, (level) => level / (levelCount - 1))
        : equalise(levels, columns, rows, size),
    region: { x: 0 - left, y: 0 - top, width: side, height: side },
    width: image.width,
    height: image.height,
  };
}

/** Levels a grey value is told apart in: sixteen to each of the 256, since a mean of many pixels knows more than one of them. */
const levelsPerGrey = 16;
const levelCount = 255 * levelsPerGrey + 1;

/** The pixels under one cell along one axis, `first` to `last`, and how much of the outer two, in units of 1/size pixel. */
interface CellSpan {
  readonly first: number;
  readonly last: number;
  readonly firstWeight: number;
  readonly lastWeight: number;
}

/** A span for each of the `size` cells; null where the cell lies wholly in the padding. */
function cellSpans(length: number, offset: number, side: number, size: number): readonly (CellSpan | null)[] {
  return Array.from({ length: size }, (_, cell) => {
    const start = Math.max(cell * side - offset * size, 0);
    const end = Math.min((cell + 1) * side - offset * size, length * size);
    if (start >= end) return null;
    const first = Math.floor(start / size);
    const last = Math.floor((end - 1) / size);
    if (first === last) return { first, last, firstWeight: end - start, lastWeight: 0 };
    return { first, last, firstWeight: (first + 1) * size - start, lastWeight: end - last * size };
  });
}

/** The mean of each cell as a level, 0 to levelCount - 1; padding counts as black. */
function meanLevels(
  image: GreyImage,
  columns: readonly (CellSpan | null)[],
  rows: readonly (CellSpan | null)[],
  side: number,
  size: number,
): Uint16Array {
  const levels = new Uint16Array(size * size);
  const { values, width } = image;
  const mostRows = rows.reduce((most, span) => Math.max(most, span === null ? 0 : span.last - span.first + 1), 0);
  const sums = mostRows <= mostInnerRows + 2 ? areaSums(width, mostRows) : null;
  const flat = flatSpans(columns);
  const scale = levelsPerGrey / (side * side);
  for (let cellRow = 0; cellRow < size; cellRow += 1) {
    const span = rows[cellRow] ?? null;
    if (span === null) continue;
    const under = values.subarray(span.first * width, (span.last + 1) * width);
    const columnSums = sums === null ? sumColumns(image, span, size) : sums.sum(under, span.firstWeight, span.lastWeight, size);
    writeLevels(levels, cellRow * size, columnSums, flat, size, scale);
  }
  return levels;
}

/** Four numbers a span, and -1 for the first where there is none: read many times, plain numbers beat objects. */
function flatSpans(spans: readonly (CellSpan | null)[]): Int32Array {
  return Int32Array.from(
    spans.flatMap((span) => (span === null ? [-1, 0, 0, 0] : [span.first, span.last, span.firstWeight, span.lastWeight])),
  );
}

/** One row of cells: the weighted sum of each, in units of 1/size² pixel times grey value (beyond 32 bits in large pictures), as a level. */
function writeLevels(levels: Uint16Array, start: number, sums: Int32Array, spans: Int32Array, size: number, scale: number): void {
  for (let cell = 0; cell < size; cell += 1) {
    const first = spans[4 * cell] as number;
    if (first < 0) continue;
    const last = spans[4 * cell + 1] as number;
    let inner = 0;
    for (let x = first + 1; x < last; x += 1) inner += sums[x] as number;
    const weighted =
      inner * size + (spans[4 * cell + 2] as number) * (sums[first] as number) + (spans[4 * cell + 3] as number) * (sums[last] as number);
    levels[start + cell] = Math.floor(weighted * scale + 0.5);
  }
}

/** For each column of pixels the weighted sum of those under one row of cells, in units of 1/size pixel times grey value. */
function sumColumns({ values, width }: GreyImage, { first, last, firstWeight, lastWeight }: CellSpan, size: number): Int32Array {
  const sums = new Int32Array(width);
  for (let x = 0; x < width; x += 1) {
    let inner = 0;
    for (let row = first + 1; row < last; row += 1) inner += values[row * width + x] as number;
    sums[x] = firstWeight * (values[first * width + x] as number) + lastWeight * (values[last * width + x] as number) + size * inner;
  }
  return sums;
}

/** Each level's rank among the cells that the picture reaches, spread over -1 to 1; the padding is -1. */
function equalise(
  levels: Uint16Array,
  columns: readonly (CellSpan | null)[],
  rows: readonly (CellSpan | null)[],
  size: number,
): Float32Array {
  const counts = new Uint32Array(levelCount);
  const inside = (spans: readonly (CellSpan | null)[]) =>
    [spans.findIndex((span) => span !== null), spans.findLastIndex((span) => span !== null)] as const;
  const [firstColumn, lastColumn] = inside(columns);
  const [firstRow, lastRow] = inside(rows);
  for (let row = firstRow; row <= lastRow; row += 1) {
    for (let cell = row * size + firstColumn; cell <= row * size + lastColumn; cell += 1) {
      const level = levels[cell] ?? 0;
      counts[level] = (counts[level] ?? 0) + 1;
    }
  }
  const brightness = rankedBrightness(counts);
  const values = new Float32Array(levels.length);
  for (let cell = 0; cell < values.length; cell += 1) values[cell] = brightness[levels[cell] ?? 0] ?? -1;
  return values;
}

/** For each level, -1 at the darkest one present to 1 at the brightest; a picture of one level is -1 throughout. */
function rankedBrightness(counts: Uint32Array): Float32Array {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const darkest = counts.find((count) => count > 0) ?? 0;
  const brightness = new Float32Array(counts.length).fill(-1);
  let below = 0;
  counts.forEach((count, level) => {
    below += count;
    if (below > darkest) brightness[level] = (2 * (below - darkest)) / (total - darkest) - 1;
  });
  return brightness;
}

/** The values as a picture store keeps them: one byte each, 0 for the darkest that the preprocessing gives to 255 for the brightest. */
export function toPictureBytes(values: Float32Array, preprocessing: Preprocessing): Uint8Array {
  const { darkest, brightest } = valueRange(preprocessing);
  const scale = 255 / (brightest - darkest);
  const bytes = new Uint8Array(values.length);
  for (let cell = 0; cell < bytes.length; cell += 1) bytes[cell] = Math.floor(((values[cell] as number) - darkest) * scale + 0.5);
  return bytes;
}
