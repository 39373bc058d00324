import type { PictureForm, Preprocessing } from '../preprocess/network-input';
import { checksumOf } from './checksum';

/**
 * A picture store is one file:
 *
 *     header   512 bytes: JSON in one line, spaces, and in the last four bytes their CRC-32
 *     records  count x size x size bytes, row-major
 *     index    count x 4 bytes: the CRC-32 of each record; then the CRC-32 of those
 *
 * Checksums are little-endian. While it is being filled it has another name and neither header nor index (picture-store-writer.ts).
 */
export interface PictureStoreHeader {
  readonly kind: 'pneumoscope-pictures-1';
  readonly size: number;
  readonly preprocessing: Preprocessing;
  readonly count: number;
}

export const headerBytes = 512;

export function recordBytes({ size }: Pick<PictureForm, 'size'>): number {
  return size * size;
}

/** Where a record begins. */
export function recordStart(form: Pick<PictureForm, 'size'>, record: number): number {
  return headerBytes + record * recordBytes(form);
}

export function encodeHeader(header: PictureStoreHeader): Buffer {
  const bytes = Buffer.alloc(headerBytes, ' ');
  bytes.write(`${JSON.stringify(header)}\n`, 'utf8');
  bytes.writeUInt32LE(checksumOf(bytes.subarray(0, headerBytes - 4)), headerBytes - 4);
  return bytes;
}

/** The header that these bytes hold; null where they were changed or are something else. */
export function decodeHeader(bytes: Buffer): PictureStoreHeader | null {
  if (bytes.length < headerBytes || bytes.readUInt32LE(headerBytes - 4) !== checksumOf(bytes.subarray(0, headerBytes - 4))) return null;
  const header = JSON.parse(bytes.toString('utf8', 0, headerBytes - 4)) as PictureStoreHeader;
  return header.kind === 'pneumoscope-pictures-1' ? header : null;
}

export function encodeIndex(checksums: readonly number[]): Buffer {
  const bytes = Buffer.alloc((checksums.length + 1) * 4);
  checksums.forEach((checksum, record) => bytes.writeUInt32LE(checksum, record * 4));
  const own = checksums.length * 4;
  bytes.writeUInt32LE(checksumOf(bytes.subarray(0, own)), own);
  return bytes;
}

/** The records' checksums; null where the index was changed. */
export function decodeIndex(bytes: Buffer, count: number): Uint32Array | null {
  if (bytes.length !== (count + 1) * 4 || bytes.readUInt32LE(count * 4) !== checksumOf(bytes.subarray(0, count * 4))) return null;
  return Uint32Array.from({ length: count }, (_, record) => bytes.readUInt32LE(record * 4));
}
