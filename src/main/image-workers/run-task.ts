import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import path from 'node:path';
import { ExpectedFailure, fail } from '../../shared/failure';
import type { ImageDescription } from '../../shared/study';
import { decodePixels } from '../dicom/decode-pixels';
import { describeImage } from '../dicom/describe-image';
import { accessFailure } from '../dicom/find-image-files';
import { toGreyImage } from '../dicom/grey-levels';
import { importRefusal } from '../dicom/radiograph-rules';
import { thumbnailPng } from '../dicom/thumbnail';
import { viewerFile } from '../dicom/viewer-file';
import { type NetworkInput, toNetworkInput } from '../preprocess/network-input';
import { writeOriginal } from '../store/image-files';
import type { ImageTask, TakenFile } from './tasks';

// 100 million pixels of two bytes, and a header.
const largestFileBytes = 256 * 1024 * 1024;

/** Does one task; throws ExpectedFailure for what the file or the disk is to blame for. */
export async function runTask(task: ImageTask): Promise<TakenFile | NetworkInput | Uint8Array> {
  if (task.kind === 'take') return take(task.file, task.storeFolder);
  const bytes = readBytes(task.path, task.file);
  if (task.kind === 'viewer-file') return viewerFile(bytes, task.file);
  const image = toGreyImage(await decodePixels(bytes, task.file));
  return task.kind === 'network-input' ? toNetworkInput(image, task.form) : thumbnailPng(image);
}

async function take(file: string, storeFolder: string | null): Promise<TakenFile> {
  const bytes = readBytes(file, file);
  const stated = describeImage(bytes, file);
  const refusal = importRefusal(stated, file);
  if (refusal !== null) throw new ExpectedFailure(refusal);
  const description = await withTrueChannels(stated, bytes, file);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (storeFolder !== null) await writeOriginal(storeFolder, sha256, bytes);
  return { description, sha256, byteLength: bytes.length, originalName: path.basename(file) };
}

/** A PNG or JPEG of several channels is a radiograph if they show greys only, which its pixels alone can tell. */
async function withTrueChannels(description: ImageDescription, bytes: Uint8Array, file: string): Promise<ImageDescription> {
  if (description.fileFormat === 'dicom' || description.samplesPerPixel === 1) return description;
  await decodePixels(bytes, file);
  return { ...description, samplesPerPixel: 1, photometricInterpretation: 'MONOCHROME2' };
}

/** The whole file, in memory of its own that can be handed to another thread. Waits for the disk: the thread has nothing else to do. */
function readBytes(place: string, file: string): Uint8Array {
  try {
    const descriptor = openSync(place, 'r');
    try {
      const { size } = fstatSync(descriptor);
      if (size > largestFileBytes) {
        return fail('image-too-large', `${file} has ${Math.round(size / 1024 / 1024)} MiB, more than the 256 MiB that are read.`, file);
      }
      const bytes = new Uint8Array(size);
      const bytesRead = readSync(descriptor, bytes, 0, size, 0);
      return bytesRead === size ? bytes : bytes.slice(0, bytesRead);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    if (error instanceof ExpectedFailure) throw error;
    throw new ExpectedFailure(accessFailure(error, file));
  }
}
