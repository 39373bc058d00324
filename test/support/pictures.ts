import type { GreyImage } from '../../src/shared/image';

/** A picture whose brightness grows from the upper left to the lower right, 0 to 255, with a texture that repeats every 7 pixels. */
export function greyRamp(width: number, height: number): GreyImage {
  const values = new Uint8Array(width * height);
  for (let pixel = 0; pixel < values.length; pixel += 1) {
    const share = ((pixel % width) / width + Math.floor(pixel / width) / height) / 2;
    values[pixel] = Math.floor(share * 240) + ((pixel % width) % 7);
  }
  return { width, height, values };
}
