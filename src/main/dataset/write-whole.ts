import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { ExpectedFailure } from '../../shared/failure';

/** Writes a file beside its place, through to the disk, and renames it: it is there whole or not at all. Throws disk-full, read-only. */
export function writeWhole(file: string, content: Uint8Array): void {
  const temporary = `${file}.writing-${randomUUID()}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    const descriptor = openSync(temporary, 'wx');
    try {
      for (let at = 0; at < content.length;) at += writeSync(descriptor, content, at);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw diskFailure(error, dirname(file));
  }
}

/** The expected failure behind a disk that is full or cannot be written; any other error as it is. */
export function diskFailure(error: unknown, folder: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new ExpectedFailure({ code: 'disk-full', message: `The disk that holds ${folder} is full: free some space and try again.` });
  }
  if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM') {
    return new ExpectedFailure({ code: 'read-only', message: `${folder} cannot be written to.` });
  }
  return error;
}
