import { decodeLossless } from './decode-lossless';
import { decodeSequential } from './decode-sequential';
import { readJpegHeader } from './jpeg-header';
import { JpegDamaged } from './jpeg-errors';

/**
 * Decodes a JPEG picture of one component: baseline and extended sequential DCT (8 and 12 bits) and lossless (2 to 16 bits).
 *
 * @returns the samples, row-major, and their precision in bits; Uint8Array up to 8 bits, Uint16Array above
 * @throws JpegDamaged, JpegUnsupported; JpegDamaged also where the picture has another size than `rows` x `columns`
 */
export function decodeJpeg(bytes: Uint8Array, rows: number, columns: number): { samples: Uint8Array | Uint16Array; precision: number } {
  const header = readJpegHeader(bytes);
  if (header.rows !== rows || header.columns !== columns) {
    throw new JpegDamaged(`it holds ${header.columns} x ${header.rows} pixels where ${columns} x ${rows} were announced`);
  }
  if (header.process === 'sequential') return { samples: decodeSequential(bytes, header), precision: header.precision };
  const samples = decodeLossless(bytes, header);
  return { samples: header.precision <= 8 ? Uint8Array.from(samples) : samples, precision: header.precision };
}
