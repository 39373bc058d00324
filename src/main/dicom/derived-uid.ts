import { createHash } from 'node:crypto';

/**
 * A UID for something that has none: '2.25.' and the decimal value of a UUID (PS3.5 B.2) made of the first 128 bits of a SHA-256 over the
 * level's name and the file's bytes. The same file gives the same UIDs wherever it is imported.
 */
export function derivedUid(bytes: Uint8Array, level: 'study' | 'series' | 'instance'): string {
  return uuidUid(createHash('sha256').update(level).update('\0').update(bytes).digest('hex'));
}

/** The UID of a UUID made of a digest's first 128 bits, with version 8 (own scheme) and variant bits as RFC 9562 asks. */
export function uuidUid(digest: string): string {
  const uuid = `${digest.slice(0, 12)}8${digest.slice(13, 16)}${((parseInt(digest.charAt(16), 16) & 3) | 8).toString(16)}${digest.slice(17, 32)}`;
  return `2.25.${BigInt(`0x${uuid}`)}`;
}
