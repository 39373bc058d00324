import { closeSync, openSync, readSync } from 'node:fs';
import { basename } from 'node:path';
import { fail } from '../../shared/failure';

/**
 * What the first 100 bytes of a database file say (https://www.sqlite.org/fileformat2.html#the_database_header), read without
 * SQLite: opening a file that a newer program wrote could already change it. 'none': no file, or an empty one.
 * Throws 'unreadable'.
 */
export function readHeader(file: string): { readonly userVersion: number } | 'none' | 'not-a-database' {
  const header = firstBytes(file, 100);
  if (header.length === 0) return 'none';
  if (header.length < 100 || header.toString('latin1', 0, 16) !== 'SQLite format 3\0') return 'not-a-database';
  return { userVersion: header.readUInt32BE(60) };
}

/** The same database with its journal mode set to 'delete' (bytes 18 and 19), the only one that a database in memory can have. */
export function withoutLogMode(bytes: Buffer): Buffer {
  bytes.fill(1, 18, 20);
  return bytes;
}

function firstBytes(file: string, count: number): Buffer {
  let descriptor;
  try {
    descriptor = openSync(file, 'r');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return Buffer.alloc(0);
    const name = basename(file);
    fail('unreadable', `The case history ${name} cannot be read: it may not be opened by this user.`, name);
  }
  try {
    const bytes = Buffer.alloc(count);
    return bytes.subarray(0, readSync(descriptor, bytes, 0, count, 0));
  } finally {
    closeSync(descriptor);
  }
}
