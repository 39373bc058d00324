import { fail } from '../../shared/failure';
import { isDicom } from './dicom-file';

export type ImageFormat = 'dicom' | 'png' | 'jpeg';

const pngSignature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** What the first bytes say a file is, or null; names and extensions are not looked at. */
export function imageFormat(bytes: Uint8Array): ImageFormat | null {
  if (pngSignature.every((byte, index) => bytes[index] === byte)) return 'png';
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'jpeg';
  return isDicom(bytes) ? 'dicom' : null;
}

/**
 * The format of an image file.
 *
 * @throws ExpectedFailure empty-file, not-an-image
 */
export function requireImageFormat(bytes: Uint8Array, file: string): ImageFormat {
  if (bytes.length === 0) return fail('empty-file', `${file} is empty.`, file);
  return imageFormat(bytes) ?? fail('not-an-image', `${file} is neither a DICOM file nor a PNG or JPEG picture.`, file);
}
