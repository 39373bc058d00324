import { BitReader, entropySegments } from './bit-reader';
import { inverseDct } from './inverse-dct';
import { JpegDamaged } from './jpeg-errors';
import type { JpegHeader } from './jpeg-header';

/** Zigzag order (ISO/IEC 10918-1 figure A.6): the row-major place of the k-th coefficient. */
// prettier-ignore
const zigzag = Uint8Array.of(
   0,  1,  8, 16,  9,  2,  3, 10, 17, 24, 32, 25, 18, 11,  4,  5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13,  6,  7, 14, 21, 28,
  35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
);

/**
 * Decodes the one scan of a sequential DCT picture, baseline (8 bit) or extended (12 bit): ISO/IEC 10918-1 F.2.
 *
 * @returns rows * columns samples, row-major
 * @throws JpegDamaged where the data ends too early or holds an unknown code
 */
export function decodeSequential(bytes: Uint8Array, header: JpegHeader): Uint8Array | Uint16Array {
  const { rows, columns, precision, restartInterval } = header;
  const blockColumns = Math.ceil(columns / 8);
  const blockRows = Math.ceil(rows / 8);
  const stride = blockColumns * 8;
  const samples = precision === 8 ? new Uint8Array(stride * blockRows * 8) : new Uint16Array(stride * blockRows * 8);
  const largest = (1 << precision) - 1;
  const reader = new BitReader(entropySegments(bytes, header.scanOffset));
  const block = new Int32Array(64);
  let lastDc = 0;
  for (let index = 0, count = blockColumns * blockRows; index < count; index += 1) {
    if (restartInterval > 0 && index > 0 && index % restartInterval === 0) {
      reader.restart();
      lastDc = 0;
    }
    reader.next(header.dcTable);
    lastDc += reader.extra;
    const rowsUsed = readBlock(reader, header, lastDc, block);
    const blockRow = (index / blockColumns) | 0;
    inverseDct(block, rowsUsed, samples, blockRow * 8 * stride + (index - blockRow * blockColumns) * 8, stride, largest);
  }
  return cropped(samples, rows, columns, stride);
}

/** Reads the AC coefficients (F.2.2.2) into a zeroed block; returns which rows of it are in use. */
function readBlock(reader: BitReader, header: JpegHeader, dc: number, block: Int32Array): number {
  const { quantisation, acTable } = header;
  if (acTable === null) throw new JpegDamaged('a Huffman table is missing');
  block[0] = dc * (quantisation[0] as number);
  let rowsUsed = 1;
  for (let k = 1; k < 64; k += 1) {
    const symbol = reader.next(acTable);
    const size = symbol & 15;
    const run = symbol >> 4;
    if (size === 0) {
      if (run < 15) break;
      k += 15;
      continue;
    }
    k += run;
    if (k > 63) throw new JpegDamaged('a block holds more than 64 coefficients');
    const place = zigzag[k] as number;
    block[place] = reader.extra * (quantisation[k] as number);
    rowsUsed |= 1 << (place >> 3);
  }
  return rowsUsed;
}

/** Drops the samples that fill the last blocks up to a multiple of 8. */
function cropped<T extends Uint8Array | Uint16Array>(samples: T, rows: number, columns: number, stride: number): T {
  if (stride !== columns) for (let y = 1; y < rows; y += 1) samples.copyWithin(y * columns, y * stride, y * stride + columns);
  return (samples.length === rows * columns ? samples : samples.slice(0, rows * columns)) as T;
}
