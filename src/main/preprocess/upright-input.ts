import { equaliseCells } from './equalise-cells';
import { type NetworkInput, type Preprocessing, valueRange } from './network-input';
import { type QuarterTurns, turnCells, turnedSize, turnRectangle } from './turns';

/** The cells of a network's square that the picture reaches: the others are padding. */
export interface PictureCells {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Row-major, the padding left out. */
  readonly values: Float32Array;
}

/** A network's picture without its padding. */
export function pictureCells({ values, region, width, height }: NetworkInput): PictureCells {
  const size = Math.sqrt(values.length);
  const cell = region.width / size;
  const left = Math.floor((0 - region.x) / cell);
  const top = Math.floor((0 - region.y) / cell);
  const columns = Math.min(size, Math.ceil((width - region.x) / cell)) - left;
  const rows = Math.min(size, Math.ceil((height - region.y) / cell)) - top;
  const kept = new Float32Array(columns * rows);
  for (let row = 0; row < rows; row += 1) {
    const start = (top + row) * size + left;
    kept.set(values.subarray(start, start + columns), row * columns);
  }
  return { left, top, width: columns, height: rows, values: kept };
}

/** What is wrong with a picture: grey values turned round, and the clockwise turns it needs to be upright. */
export interface Repair {
  readonly isInverted: boolean;
  readonly turns: QuarterTurns;
}

/** The input as it would be had the picture been stored the right way round. Its pixels are then those of the upright picture. */
export function repaired(input: NetworkInput, { isInverted, turns }: Repair, preprocessing: Preprocessing): NetworkInput {
  const { region, width, height } = input;
  const values = isInverted ? invertedValues(input, preprocessing) : input.values;
  const size = Math.sqrt(values.length);
  return {
    values: turnCells(values, { width: size, height: size }, turns),
    region: turnRectangle(region, { width, height }, turns),
    ...turnedSize({ width, height }, turns),
  };
}

/** The padding stays black. Ranks are taken anew: where many cells are equally dark, a rank turned round is not the rank of the inverse. */
function invertedValues(input: NetworkInput, preprocessing: Preprocessing): Float32Array {
  const { darkest, brightest } = valueRange(preprocessing);
  const { left, top, width, height, values } = pictureCells(input);
  const inverse = values.map((value) => darkest + brightest - value);
  const ranked = preprocessing === 'square-area-equalised-1' ? equaliseCells(inverse, darkest, brightest) : inverse;
  const size = Math.sqrt(input.values.length);
  const whole = input.values.slice();
  for (let row = 0; row < height; row += 1) whole.set(ranked.subarray(row * width, (row + 1) * width), (top + row) * size + left);
  return whole;
}
