import { BitReader, entropySegments } from './bit-reader';
import { inverseDct } from './inverse-dct';
import { JpegDamaged } from './jpeg-errors';
import type { JpegHeader } from './jpeg-header';

/** Zigzag order (ISO/IEC 10918-1 figure A.6): the place of the k-th coefficient, column by column. */
// prettier-ignore
const zigzag = Uint8Array.of(
   0,  8,  1,  2,  9, 16, 24, 17, 10,  3,  4, 11, 18, 25, 32, 40, 33, 26, 19, 12,  5,  6, 13, 20, 27, 34, 41, 48, 56, 49, 42, 35,
  28, 21, 14,  7, 15, 22, 29, 36, 43, 50, 57, 58, 51, 44, 37, 30, 23, 31, 38, 45, 52, 59, 60, 53, 46, 39, 47, 54, 61, 62, 55, 63,
);

/**
 * Decodes the one scan of a sequential DCT picture, baseline (8 bit) or extended (12 bit): ISO/IEC 10918-1 F.2.
 *
 * @returns rows * columns samples, row-major
 * @throws JpegDamaged where the data ends too early or holds an unknown code
 */
export function decodeSequential(bytes: Uint8Array, header: JpegHeader): Uint8Array | Uint16Array {
  const { rows, columns, precision, restartInterval, quantisation, acTable } = header;
  if (acTable === null) throw new JpegDamaged('a Huffman table is missing');
  const blockColumns = Math.ceil(columns / 8);
  const blockRows = Math.ceil(rows / 8);
  const stride = blockColumns * 8;
  const samples = precision === 8 ? new Uint8Array(stride * blockRows * 8) : new Uint16Array(stride * blockRows * 8);
  const reader = new BitReader(entropySegments(bytes, header.scanOffset));
  const transform = inverseDct(blockColumns, precision);
  let lastDc = 0;
  for (let index = 0, count = blockColumns * blockRows; index < count; index += 1) {
    if (restartInterval > 0 && index > 0 && index % restartInterval === 0) {
      reader.restart();
      lastDc = 0;
    }
    reader.next(header.dcTable);
    lastDc += reader.extra;
    const column = index % blockColumns;
    transform.coefficients[column * 64] = lastDc * (quantisation[0] as number);
    reader.readCoefficients(acTable, quantisation, zigzag, transform.coefficients, column * 64);
    if (column === blockColumns - 1) samples.set(transform.run(), (index - column) * 64);
  }
  return cropped(samples, rows, columns, stride);
}

/** Drops the samples that fill the last blocks up to a multiple of 8. */
function cropped<T extends Uint8Array | Uint16Array>(samples: T, rows: number, columns: number, stride: number): T {
  if (stride !== columns) for (let y = 1; y < rows; y += 1) samples.copyWithin(y * columns, y * stride, y * stride + columns);
  return (samples.length === rows * columns ? samples : samples.slice(0, rows * columns)) as T;
}
