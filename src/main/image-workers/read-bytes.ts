import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { ExpectedFailure, fail } from '../../shared/failure';
import { accessFailure } from '../dicom/find-image-files';

// 100 million pixels of two bytes, and a header.
const largestFileBytes = 256 * 1024 * 1024;

export interface ReadFile {
  readonly bytes: Uint8Array;
  /** Its time of last change before it was read. */
  readonly modifiedAtMs: number;
}

/** The whole file, in memory of its own that can be handed to another thread. Waits for the disk: the thread has nothing else to do. */
export function readFileBytes(place: string, file: string): ReadFile {
  try {
    const descriptor = openSync(place, 'r');
    try {
      const { size, mtimeMs } = fstatSync(descriptor);
      if (size > largestFileBytes) {
        return fail('image-too-large', `${file} has ${Math.round(size / 1024 / 1024)} MiB, more than the 256 MiB that are read.`, file);
      }
      const bytes = new Uint8Array(size);
      const bytesRead = readSync(descriptor, bytes, 0, size, 0);
      return { bytes: bytesRead === size ? bytes : bytes.slice(0, bytesRead), modifiedAtMs: mtimeMs };
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    if (error instanceof ExpectedFailure) throw error;
    throw new ExpectedFailure(accessFailure(error, file));
  }
}
