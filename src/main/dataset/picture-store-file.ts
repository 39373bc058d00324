import { encode as encodePng } from 'fast-png';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { fail } from '../../shared/failure';
import { checksumOf } from './checksum';
import type { PictureStore } from './picture-store';
import { decodeHeader, decodeIndex, headerBytes, recordBytes, recordStart } from './picture-store-format';

/**
 * Opens a picture store. Header and index are checked at once, a record whenever it is read.
 * @throws ExpectedFailure dataset-changed: the file is missing, cut short or changed by as little as a byte
 */
export function openPictureStore(file: string): PictureStore {
  const descriptor = openFile(file);
  try {
    return storeOver(descriptor, file);
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
}

function storeOver(descriptor: number, file: string): PictureStore {
  const header = decodeHeader(readFully(descriptor, 0, headerBytes, file));
  if (header === null) return failChanged(file, 'its header does not fit its checksum');
  const { size, count } = header;
  const indexStart = recordStart(header, count);
  if (fstatSync(descriptor).size !== indexStart + (count + 1) * 4) return failChanged(file, 'it is not as long as its header says');
  const checksums = decodeIndex(readFully(descriptor, indexStart, (count + 1) * 4, file), count);
  if (checksums === null) return failChanged(file, 'its index does not fit its checksum');
  const length = recordBytes(header);
  return {
    size,
    count,
    read(record, target, offset) {
      if (!Number.isInteger(record) || record < 0 || record >= count) throw new RangeError(`There is no record ${record} of ${count}.`);
      const bytesRead = readSync(descriptor, target, offset, length, recordStart(header, record));
      if (bytesRead === length && checksumOf(target.subarray(offset, offset + length)) === checksums[record]) return;
      failChanged(file, `its picture ${record} does not fit its checksum`);
    },
    close: () => closeSync(descriptor),
  };
}

/** One picture of a store as a grey PNG. Throws as openPictureStore and its `read` do. */
export function recordPng(file: string, record: number): Uint8Array {
  const store = openPictureStore(file);
  try {
    const data = new Uint8Array(recordBytes(store));
    store.read(record, data, 0);
    return encodePng({ width: store.size, height: store.size, data, channels: 1, depth: 8 });
  } finally {
    store.close();
  }
}

function openFile(file: string): number {
  try {
    return openSync(file, 'r');
  } catch {
    return failChanged(file, 'it cannot be opened');
  }
}

function readFully(descriptor: number, position: number, length: number, file: string): Buffer {
  const bytes = Buffer.alloc(length);
  return readSync(descriptor, bytes, 0, length, position) === length ? bytes : failChanged(file, 'it is cut short');
}

function failChanged(file: string, why: string): never {
  return fail('dataset-changed', `The prepared pictures in ${file} cannot be used: ${why}. Delete the file to have it made again.`, file);
}
