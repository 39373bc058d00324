import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Database } from '../../src/main/store/database';
import { originalPath } from '../../src/main/store/image-files';

/** How many images the history lists, and which of them lack their original bytes in the store. */
export function auditHistory(db: Database, storeFolder: string): { readonly images: number; readonly withoutOriginal: readonly string[] } {
  const hashes = db.prepare<[], string>('SELECT sha256 FROM instances').pluck().all();
  return { images: hashes.length, withoutOriginal: hashes.filter((sha256) => !isWhole(originalPath(storeFolder, sha256), sha256)) };
}

function isWhole(file: string, sha256: string): boolean {
  try {
    return createHash('sha256').update(readFileSync(file)).digest('hex') === sha256;
  } catch {
    return false;
  }
}
