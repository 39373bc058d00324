import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fail } from '../../shared/failure';

const temporaryPrefix = '.writing-';

/**
 * Writes a folder so that after a crash or a power cut it is there whole or not at all: under a temporary name, every file flushed to the
 * disk, then renamed, and its parent flushed. One that has the name already is replaced. Fails as 'disk-full', leaving nothing behind.
 */
export function writeDurableFolder(folder: string, files: Readonly<Record<string, Uint8Array>>): void {
  namingAFullDisk(folder, () => {
    const parent = dirname(folder);
    mkdirSync(parent, { recursive: true });
    const building = mkdtempSync(join(parent, temporaryPrefix));
    try {
      for (const [name, bytes] of Object.entries(files)) writeFlushed(join(building, name), bytes);
      flushFolder(building);
      rmSync(folder, { recursive: true, force: true });
      renameSync(building, folder);
      flushFolder(parent);
    } catch (error) {
      rmSync(building, { recursive: true, force: true });
      throw error;
    }
  });
}

/** The same for a single file. */
export function writeDurableFile(file: string, bytes: Uint8Array): void {
  namingAFullDisk(file, () => {
    mkdirSync(dirname(file), { recursive: true });
    const building = join(dirname(file), `${temporaryPrefix}${basename(file)}`);
    try {
      writeFlushed(building, bytes);
      renameSync(building, file);
      flushFolder(dirname(file));
    } catch (error) {
      rmSync(building, { force: true });
      throw error;
    }
  });
}

/** Removes what a process that was killed while writing left in a folder. */
export function removeLeftovers(folder: string): void {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder))
    if (name.startsWith(temporaryPrefix)) rmSync(join(folder, name), { recursive: true, force: true });
}

function writeFlushed(file: string, bytes: Uint8Array): void {
  const descriptor = openSync(file, 'w');
  try {
    writeFileSync(descriptor, bytes);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function flushFolder(folder: string): void {
  // Windows flushes no folders; there the rename is made durable by the file system's own journal.
  if (process.platform === 'win32') return;
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function namingAFullDisk(path: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOSPC' && code !== 'EDQUOT') throw error;
    fail(
      'disk-full',
      `The disk is full: ${basename(path)} could not be written to ${dirname(path)}. What was written before is kept; free some space and resume the run.`,
      path,
    );
  }
}
