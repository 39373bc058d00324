import { readFileSync } from 'node:fs';
import { decodePixels } from '../../src/main/dicom/decode-pixels';
import { toGreyImage } from '../../src/main/dicom/grey-levels';
import type { GreyImage } from '../../src/shared/image';
import { samplePath } from './sample-files';

/** A bundled sample, a frontal chest radiograph of an adult, stretched to this size: each pixel is the nearest of the original's. */
export async function chestPicture(width: number, height: number, sample = 1): Promise<GreyImage> {
  const file = samplePath(sample);
  const original = toGreyImage(await decodePixels(readFileSync(file), file));
  const values = new Uint8Array(width * height);
  for (let pixel = 0; pixel < values.length; pixel += 1) {
    const x = Math.floor((((pixel % width) + 0.5) / width) * original.width);
    const y = Math.floor(((Math.floor(pixel / width) + 0.5) / height) * original.height);
    values[pixel] = original.values[y * original.width + x] as number;
  }
  return { width, height, values };
}
