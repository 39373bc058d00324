import type { ImageDescription } from '../../shared/study';
import { describeDicom } from './describe-dicom';
import { describePicture } from './describe-picture';
import { openDicom } from './dicom-file';
import { requireImageFormat } from './image-format';

/**
 * Reads what an image file says of itself; of the pixels it checks that they are there, not what they show.
 *
 * @param bytes the whole file
 * @param file the name that failures show
 * @throws ExpectedFailure empty-file, not-an-image, truncated, damaged, image-empty, image-too-large, no-pixel-data,
 * unsupported-pixel-format (a header that does not say how its pixels are stored)
 */
export function describeImage(bytes: Uint8Array, file: string): ImageDescription {
  const format = requireImageFormat(bytes, file);
  return format === 'dicom' ? describeDicom(openDicom(bytes, file), bytes, file) : describePicture(bytes, format, file);
}
