import { convertIndexedToRgb, decode as decodePng } from 'fast-png';
import { ExpectedFailure, fail } from '../../shared/failure';
import { describePicture } from './describe-picture';
import { decodeJpeg } from './jpeg/decode-jpeg';
import { JpegUnsupported } from './jpeg/jpeg-errors';
import { plainGrey, type StoredPixels } from './stored-pixels';
import { decodeWithWasm } from './wasm-codecs';

/** Channels of a grey picture may differ by this much after JPEG's colour conversion; a PNG's must be equal. */
const jpegColourNoise = 8;

/**
 * Decodes a PNG (8 or 16 bit) or JPEG (8 bit) picture that shows greys, whether stored as one channel, three equal ones or a palette.
 *
 * @throws ExpectedFailure colour-image, unsupported-pixel-format (transparency, 12-bit JPEG), damaged, truncated, image-empty, image-too-large
 */
export async function decodePicture(bytes: Uint8Array, format: 'png' | 'jpeg', file: string): Promise<StoredPixels> {
  const { rows, columns } = describePicture(bytes, format, file);
  try {
    const values = format === 'png' ? pngGreys(bytes, file) : await jpegGreys(bytes, rows, columns, file);
    if (values.length !== rows * columns) return damaged(format, file);
    return { rows, columns, values, bitsStored: values.BYTES_PER_ELEMENT * 8, grey: plainGrey };
  } catch (error) {
    if (error instanceof ExpectedFailure) throw error;
    return damaged(format, file);
  }
}

function damaged(format: 'png' | 'jpeg', file: string): never {
  return fail('damaged', `${file} is a damaged ${format.toUpperCase()} picture: it cannot be decoded.`, file);
}

async function jpegGreys(bytes: Uint8Array, rows: number, columns: number, file: string): Promise<Uint8Array> {
  try {
    const { samples, precision } = decodeJpeg(bytes, rows, columns);
    if (precision === 8 && samples instanceof Uint8Array) return samples;
    return fail('unsupported-pixel-format', `${file} is a JPEG picture of ${precision} bits; pictures of 8 bits can be read.`, file);
  } catch (error) {
    // Colour and progressive pictures are left to the general decoder.
    if (!(error instanceof JpegUnsupported)) throw error;
  }
  const frame = await decodeWithWasm('jpeg-picture', bytes);
  return frame.components === 1 ? frame.bytes : greysOf(frame.bytes, frame.components, jpegColourNoise, 255, file);
}

function pngGreys(bytes: Uint8Array, file: string): Uint8Array | Uint16Array {
  const picture = decodePng(bytes, { checkCrc: true });
  if (picture.palette !== undefined) return greysOf(convertIndexedToRgb(picture), picture.palette[0]?.length ?? 3, 0, 255, file);
  const { data, channels, depth } = picture;
  if (depth < 8) return fail('unsupported-pixel-format', `${file} stores its pixels in ${depth} bits; 8 and 16 can be read.`, file);
  const samples = data instanceof Uint16Array ? data : new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return channels === 1 ? samples : greysOf(samples, channels, 0, depth === 16 ? 65_535 : 255, file);
}

/**
 * The grey level of pixels of 2 (grey, alpha), 3 (red, green, blue) or 4 (with alpha) interleaved channels: that of the green channel,
 * which the others may differ from by `tolerance`.
 */
function greysOf<T extends Uint8Array | Uint16Array>(samples: T, channels: number, tolerance: number, opaque: number, file: string): T {
  const greys = samples.slice(0, samples.length / channels) as T;
  for (let pixel = 0, at = 0; pixel < greys.length; pixel += 1, at += channels) {
    const grey = samples[channels >= 3 ? at + 1 : at] as number;
    if (channels >= 3 && (differs(grey, samples[at], tolerance) || differs(grey, samples[at + 2], tolerance))) {
      return fail('colour-image', `${file} is a colour picture; a radiograph is grey-scale.`, file);
    }
    if (channels % 2 === 0 && samples[at + channels - 1] !== opaque) {
      return fail('unsupported-pixel-format', `${file} has transparent parts, which a radiograph does not have.`, file);
    }
    greys[pixel] = grey;
  }
  return greys;
}

function differs(grey: number, other: number | undefined, tolerance: number): boolean {
  return Math.abs(grey - (other ?? 0)) > tolerance;
}
