import { encode as encodePng } from 'fast-png';
import type { GreyImage } from '../../shared/image';

export const thumbnailLongestSide = 96;

/** A PNG of the image, longest side 96 pixels; each of its pixels is the mean of those it covers. Smaller images keep their size. */
export function thumbnailPng(image: GreyImage): Uint8Array {
  const { width, height, values } = reduced(image, thumbnailLongestSide);
  return encodePng({ width, height, data: values, channels: 1, depth: 8 });
}

/** The image at a longest side of so many pixels, each the mean of those it covers. Smaller images keep their size. */
export function reduced(image: GreyImage, longestSide: number): GreyImage {
  const scale = Math.min(1, longestSide / Math.max(image.width, image.height));
  const width = Math.max(1, Math.round(image.width * scale));
  const height = Math.max(1, Math.round(image.height * scale));
  return { width, height, values: averaged(image, width, height) };
}

/** Area average over whole source pixels: a source pixel counts for the target pixel that holds its upper left corner. */
function averaged({ width: sourceWidth, height: sourceHeight, values }: GreyImage, width: number, height: number): Uint8Array {
  const target = new Uint8Array(width * height);
  const edges = Int32Array.from({ length: width + 1 }, (_, column) => Math.ceil((column * sourceWidth) / width));
  for (let row = 0; row < height; row += 1) {
    const top = Math.ceil((row * sourceHeight) / height);
    const bottom = Math.ceil(((row + 1) * sourceHeight) / height);
    for (let column = 0; column < width; column += 1) {
      const left = edges[column] as number;
      const right = edges[column + 1] as number;
      let sum = 0;
      for (let y = top; y < bottom; y += 1) {
        for (let at = y * sourceWidth + left, end = y * sourceWidth + right; at < end; at += 1) sum += values[at] as number;
      }
      target[row * width + column] = Math.round(sum / ((right - left) * (bottom - top)));
    }
  }
  return target;
}
