import { encode as encodePng } from 'fast-png';
import type { GreyImage } from '../../shared/image';

export const thumbnailLongestSide = 96;

/** A PNG of the image, longest side 96 pixels; each of its pixels is the mean of those it covers. Smaller images keep their size. */
export function thumbnailPng(image: GreyImage): Uint8Array {
  const scale = Math.min(1, thumbnailLongestSide / Math.max(image.width, image.height));
  const width = Math.max(1, Math.round(image.width * scale));
  const height = Math.max(1, Math.round(image.height * scale));
  return encodePng({ width, height, data: averaged(image, width, height), channels: 1, depth: 8 });
}

/** Area average over whole source pixels: a source pixel counts for the target pixel that holds its upper left corner. */
function averaged(image: GreyImage, width: number, height: number): Uint8Array {
  const sums = new Float64Array(width * height);
  const columnOf = Int32Array.from({ length: image.width }, (_, x) => Math.floor((x * width) / image.width));
  const target = new Uint8Array(width * height);
  const counts = new Uint32Array(width * height);
  for (let y = 0, at = 0; y < image.height; y += 1) {
    const row = Math.floor((y * height) / image.height) * width;
    for (let x = 0; x < image.width; x += 1, at += 1) {
      const cell = row + (columnOf[x] as number);
      sums[cell] = (sums[cell] as number) + (image.values[at] as number);
      counts[cell] = (counts[cell] as number) + 1;
    }
  }
  for (let cell = 0; cell < target.length; cell += 1) target[cell] = Math.round((sums[cell] as number) / (counts[cell] as number));
  return target;
}
