import { type LookupTable, lookUp, tableTransform, type VoiWindow, windowTransform } from '../../shared/voi';

/** All that turns a stored value into a grey level on the screen. */
export interface GreyMapping {
  /** Smallest and largest stored value of the image. */
  readonly range: readonly [least: number, most: number];
  readonly slope: number;
  readonly intercept: number;
  /** In place of slope and intercept, where the file has one. */
  readonly modalityLut: LookupTable | null;
  /** What is shown as black and as white: the file's own table, or a window. */
  readonly voi: { readonly table: LookupTable } | { readonly window: VoiWindow };
  /** True where low values are shown white. */
  readonly inverted: boolean;
  /** Stored values from the first to the second are no image and are shown black (PS3.3 C.7.5.1.1.2); null for none. */
  readonly padding: readonly [from: number, to: number] | null;
}

const opaque = 0xff000000;
const black = opaque >>> 0;

/** One opaque grey (red, green, blue and alpha in one word, little-endian) for every stored value from the smallest to the largest. */
export function levelTable({ range: [least, most], slope, intercept, modalityLut, voi, inverted, padding }: GreyMapping): Uint32Array {
  const toLevel = 'table' in voi ? tableTransform(voi.table) : windowTransform(voi.window);
  const words = new Uint32Array(most - least + 1);
  for (let stored = least; stored <= most; stored += 1) {
    const level = toLevel(modalityLut === null ? stored * slope + intercept : lookUp(modalityLut, stored));
    // Halves round up, as everywhere that grey levels are made.
    const grey = Math.floor((inverted ? 255 - level : level) + 0.5);
    words[stored - least] = (opaque | (grey << 16) | (grey << 8) | grey) >>> 0;
  }
  if (padding !== null) words.fill(black, Math.max(padding[0] - least, 0), Math.max(padding[1] - least + 1, 0));
  return words;
}

/** A table as the image loader hands it out. */
export interface LoadedTable {
  readonly firstValueMapped: number;
  readonly numBitsPerEntry: number;
  readonly lut: ArrayLike<number>;
}

/** A table that stays below this share of its stated range would show a black picture. */
const leastShare = 1 / 16;

/**
 * A VOI LUT of the loader in our terms. Some devices state 16 bits and send 12: where no entry comes near what is stated, the bits are those
 * that the largest entry needs.
 */
export function voiTableOf({ firstValueMapped, numBitsPerEntry, lut }: LoadedTable): LookupTable {
  let largest = 1;
  for (let index = 0; index < lut.length; index += 1) largest = Math.max(largest, lut[index] as number);
  const isMisstated = largest < 2 ** numBitsPerEntry * leastShare;
  return { firstInput: firstValueMapped, entries: lut, bits: isMisstated ? Math.floor(Math.log2(largest)) + 1 : numBitsPerEntry };
}

/** A modality LUT of the loader in our terms; its entries are values, whatever their bits. */
export function modalityTableOf({ firstValueMapped, numBitsPerEntry, lut }: LoadedTable): LookupTable {
  return { firstInput: firstValueMapped, entries: lut, bits: numBitsPerEntry };
}
