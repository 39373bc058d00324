/** Grey values as the decoder gives them: whole numbers, row by row. */
export type GreyValues = Uint8Array | Int8Array | Uint16Array | Int16Array;

/** A picture of values, before any look-up table. */
export interface GreyPicture {
  readonly width: number;
  readonly height: number;
  readonly values: GreyValues;
}

/**
 * The image at half, a quarter, an eighth … of its size, each pixel the mean of those it covers. A radiograph has several times the pixels
 * of the window it is shown in: drawing from the level that fits costs a fraction of a frame, and leaves no stray patterns of a grid behind.
 */
export class GreyPyramid {
  readonly #levels: GreyPicture[];

  constructor(whole: GreyPicture) {
    this.#levels = [whole];
  }

  /** The picture halved `level` times; worked out when it is first asked for. */
  at(level: number): GreyPicture {
    const known = this.#levels[level];
    if (known !== undefined) return known;
    const halved = half(this.at(level - 1));
    this.#levels[level] = halved;
    return halved;
  }
}

/** Pictures are not halved below this side. */
const smallestSide = 64;

/** How often the picture may be halved so that at `scale` canvas pixels an image pixel none of its own pixels shows smaller than half. */
export function levelFor(scale: number, { width, height }: { readonly width: number; readonly height: number }): number {
  const most = Math.max(0, Math.floor(Math.log2(Math.min(width, height) / smallestSide)));
  return Math.min(Math.max(0, Math.floor(Math.log2(1 / scale))), most);
}

/** A picture of the same kind of values. */
export function emptyLike(values: GreyValues, length: number): GreyValues {
  if (values instanceof Uint8Array) return new Uint8Array(length);
  if (values instanceof Int8Array) return new Int8Array(length);
  return values instanceof Uint16Array ? new Uint16Array(length) : new Int16Array(length);
}

/** The mean of each two by two pixels, halves rounded up; at an odd edge of those that are there. */
function half({ width, height, values }: GreyPicture): GreyPicture {
  const halfWidth = Math.ceil(width / 2);
  const halfHeight = Math.ceil(height / 2);
  const halved = emptyLike(values, halfWidth * halfHeight);
  for (let row = 0; row < halfHeight; row += 1) {
    const upper = 2 * row * width;
    const lower = 2 * row + 1 < height ? upper + width : upper;
    const target = row * halfWidth;
    for (let column = 0; column < halfWidth; column += 1) {
      const left = 2 * column;
      const right = left + 1 < width ? left + 1 : left;
      const sum =
        (values[upper + left] as number) +
        (values[upper + right] as number) +
        (values[lower + left] as number) +
        (values[lower + right] as number);
      halved[target + column] = (sum + 2) >> 2;
    }
  }
  return { width: halfWidth, height: halfHeight, values: halved };
}
