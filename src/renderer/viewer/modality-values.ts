import type { Rectangle } from '../../shared/image';
import type { PixelBlock } from '../../shared/mark-measure';
import type { Image } from './cornerstone-types';

/** A stored value after the modality's table or its rescale (DICOM PS3.3 C.11.1). */
export function modalityValue({ modalityLUT, slope, intercept }: Image, stored: number): number {
  if (modalityLUT === undefined) return stored * slope + intercept;
  const place = Math.min(Math.max(stored - modalityLUT.firstValueMapped, 0), modalityLUT.lut.length - 1);
  return modalityLUT.lut[place] ?? 0;
}

/** Modality values of the whole pixels that a rectangle of the image touches; null where it touches none. */
export function valuesOf(image: Image, area: Rectangle): PixelBlock | null {
  const left = Math.max(Math.floor(area.x), 0);
  const top = Math.max(Math.floor(area.y), 0);
  const width = Math.min(Math.ceil(area.x + area.width), image.width) - left;
  const height = Math.min(Math.ceil(area.y + area.height), image.height) - top;
  if (width < 1 || height < 1) return null;
  const stored = image.getPixelData();
  const values = new Float64Array(width * height);
  for (let row = 0; row < height; row += 1)
    for (let column = 0; column < width; column += 1)
      values[row * width + column] = modalityValue(image, stored[(top + row) * image.width + left + column] ?? 0);
  return { x: left, y: top, width, height, values };
}
