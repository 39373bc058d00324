import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** CRC-32 (ISO 3309, as in PNG and zip) of the bytes, as an unsigned number. */
export function checksumOf(bytes: Uint8Array): number {
  return crc32(bytes);
}

/** Hex SHA-256 of bytes, or of text as UTF-8. */
export function sha256Of(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex');
}
