import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, stat, unlink } from 'node:fs/promises';
import path from 'node:path';
import { fail } from '../../shared/failure';

/**
 * The originals, byte for byte as they were imported, by the SHA-256 of their content; and the thumbnails, which can be made again.
 *
 *     <store>/originals/ab/abcdef…      <store>/thumbnails/ab/abcdef….png
 */

const temporaryMark = '.writing-';
// A process that still writes is done within seconds; what is older belongs to one that was killed.
const staleAfterMilliseconds = 60 * 60 * 1000;

/** Where the original with this hash (64 hex digits) lies, whether or not it is there. */
export function originalPath(storeFolder: string, sha256: string): string {
  return place(storeFolder, 'originals', sha256, '');
}

/** Where the thumbnail of the original with this hash lies, whether or not it is there. */
export function thumbnailPath(storeFolder: string, sha256: string): string {
  return place(storeFolder, 'thumbnails', sha256, '.png');
}

function place(storeFolder: string, kind: string, sha256: string, extension: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error(`Not a SHA-256: ${sha256}`);
  return path.join(storeFolder, kind, sha256.slice(0, 2), `${sha256}${extension}`);
}

/**
 * Stores an original; the same bytes are stored once.
 *
 * @throws ExpectedFailure disk-full, read-only; nothing is left behind then
 */
export function writeOriginal(storeFolder: string, sha256: string, bytes: Uint8Array): Promise<'written' | 'present'> {
  return writeOnce(originalPath(storeFolder, sha256), bytes);
}

/** Stores a thumbnail; throws as writeOriginal does. */
export function writeThumbnail(storeFolder: string, sha256: string, png: Uint8Array): Promise<'written' | 'present'> {
  return writeOnce(thumbnailPath(storeFolder, sha256), png);
}

/**
 * Writes a temporary file beside the target and renames it, so that the target is there whole or not at all.
 *
 * The bytes are made to reach the disk before the rename: without that a power cut can leave a name with nothing behind it, while the
 * history already lists the image. It costs 0.4 ms for a file of 90 KB (ext4 on a virtual disk; 0.1 ms without).
 */
async function writeOnce(target: string, bytes: Uint8Array): Promise<'written' | 'present'> {
  const present = await stat(target).catch(() => null);
  if (present !== null && present.size === bytes.length) return 'present';
  const temporary = `${target}${temporaryMark}${randomUUID()}`;
  try {
    await writeMakingFolder(temporary, bytes);
    await rename(temporary, target);
    return 'written';
  } catch (error) {
    await unlink(temporary).catch(() => undefined);
    return refuseToStore(error, target);
  }
}

async function writeMakingFolder(file: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeThrough(file, bytes);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    await mkdir(path.dirname(file), { recursive: true });
    await writeThrough(file, bytes);
  }
}

async function writeThrough(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, 'wx');
  try {
    await handle.writeFile(bytes);
    await handle.datasync();
  } finally {
    await handle.close();
  }
}

function refuseToStore(error: unknown, target: string): never {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  const folder = path.dirname(path.dirname(path.dirname(target)));
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return fail('disk-full', `The disk that holds ${folder} is full: free some space and import again.`);
  // ENOENT too: Node's recursive mkdir says that of a disk that is mounted read-only.
  if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM' || code === 'ENOENT')
    return fail('read-only', `${folder} cannot be written to, so nothing can be imported.`);
  throw error;
}

/** Removes what a killed process left half written; to be called when the application starts. Returns how many files went. */
export async function sweepTemporaryFiles(storeFolder: string, nowMs: number): Promise<number> {
  let swept = 0;
  for (const kind of ['originals', 'thumbnails']) {
    for (const shard of await namesIn(path.join(storeFolder, kind))) {
      for (const name of await namesIn(path.join(storeFolder, kind, shard))) {
        if (!name.includes(temporaryMark)) continue;
        const file = path.join(storeFolder, kind, shard, name);
        const written = await stat(file).catch(() => null);
        if (written === null || nowMs - written.mtimeMs < staleAfterMilliseconds) continue;
        await unlink(file).catch(() => undefined);
        swept += 1;
      }
    }
  }
  return swept;
}

function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}
