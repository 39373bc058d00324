import type { GreyImage } from '../../shared/image';
import { lookUp, tableTransform, windowTransform } from '../../shared/voi';
import type { GreyAttributes, PixelValues, StoredPixels } from './stored-pixels';

/**
 * Turns stored values into what is seen: modality LUT or rescale, then VOI LUT or window, then MONOCHROME1's inversion
 * (PS3.3 C.7.6.3.1.2, C.11.1, C.11.2; the order is that of figure N.2-1 of PS3.4). Eight bits out, 0 black to 255 white.
 *
 * Where the header has neither window nor VOI LUT, the image's own range from its darkest to its lightest pixel, padding left out, is
 * spread over the grey levels; 8-bit images, which are display-ready, keep their values. Padding is no part of the image and is shown black,
 * whatever the photometric interpretation (C.7.5.1.1.2).
 *
 * Values that need no change are handed on as they are, without a copy.
 */
export function toGreyImage(pixels: StoredPixels): GreyImage {
  const { columns, rows, values, grey } = pixels;
  if (values instanceof Uint8Array && isDisplayReady(pixels) && !grey.inverted && grey.padding === null) {
    return { width: columns, height: rows, values };
  }
  const offset = values instanceof Int8Array ? 128 : values instanceof Int16Array ? 32_768 : 0;
  const levels = levelByStoredValue(pixels, offset);
  if (grey.padding !== null) levels.fill(0, grey.padding[0] + offset, grey.padding[1] + offset + 1);
  const greys = new Uint8Array(rows * columns);
  for (let index = 0; index < greys.length; index += 1) greys[index] = levels[(values[index] as number) + offset] as number;
  return { width: columns, height: rows, values: greys };
}

/** Unsigned 8-bit values that no table or window changes. */
function isDisplayReady({ values, bitsStored, grey }: StoredPixels): boolean {
  const isRescaled = grey.modalityLut !== null || grey.rescaleSlope !== 1 || grey.rescaleIntercept !== 0;
  return values instanceof Uint8Array && bitsStored === 8 && !isRescaled && grey.window === null && grey.voiLut === null;
}

/** One grey level for every value that the container can hold, at stored value + offset. */
function levelByStoredValue(pixels: StoredPixels, offset: number): Uint8Array {
  const { grey, values } = pixels;
  const [low, high] = storedRange(values, grey.padding);
  const toVoi = voiTransform(pixels, [modality(grey, low), modality(grey, high)]);
  const levels = new Uint8Array(values.BYTES_PER_ELEMENT === 1 ? 256 : 65_536);
  for (let stored = low; stored <= high; stored += 1) {
    const level = toVoi(modality(grey, stored));
    // Halves round up, as the standard's formulas leave open.
    levels[stored + offset] = Math.floor((grey.inverted ? 255 - level : level) + 0.5);
  }
  return levels;
}

/** Smallest and largest stored value outside the padding; [0, 0] if all is padding. */
function storedRange(values: PixelValues, padding: readonly [number, number] | null): readonly [number, number] {
  const [from, to] = padding ?? [1, 0];
  let low = Infinity;
  let high = -Infinity;
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index] as number;
    if (value >= from && value <= to) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low > high ? [0, 0] : [low, high];
}

/** A stored value as the modality means it. C.11.1: a look-up table, whose ends stand for everything beyond them, or slope * stored + intercept. */
export function modality(grey: GreyAttributes, stored: number): number {
  return grey.modalityLut === null ? stored * grey.rescaleSlope + grey.rescaleIntercept : lookUp(grey.modalityLut, stored);
}

/**
 * The transformation from modality values to 0 … 255. A VOI LUT goes before a window: both may be present as alternatives (C.11.2.1.2),
 * and devices that send a table mean it as the tuned one.
 */
function voiTransform(pixels: StoredPixels, modalityRange: readonly [number, number]): (value: number) => number {
  const { voiLut, window } = pixels.grey;
  if (voiLut !== null) return tableTransform(voiLut);
  if (window !== null) return windowTransform(window);
  if (isDisplayReady(pixels)) return (value) => value;
  const low = Math.min(...modalityRange);
  const span = Math.max(...modalityRange) - low;
  return (value) => (span === 0 ? 0 : (Math.min(Math.max(value - low, 0), span) / span) * 255);
}
