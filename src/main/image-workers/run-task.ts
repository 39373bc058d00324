import { createHash } from 'node:crypto';
import path from 'node:path';
import { ExpectedFailure, fail, toFailure } from '../../shared/failure';
import type { ImageDescription } from '../../shared/study';
import { readLabels } from '../dataset/labels/read-labels';
import { burnedIn, deIdentify } from '../dicom/confidentiality/de-identify';
import { decodePixels } from '../dicom/decode-pixels';
import { isDicom } from '../dicom/dicom-file';
import { describeImage } from '../dicom/describe-image';
import { toGreyImage } from '../dicom/grey-levels';
import { importRefusal } from '../dicom/radiograph-rules';
import { thumbnailPng } from '../dicom/thumbnail';
import { viewerFile } from '../dicom/viewer-file';
import { displayedPicture } from '../picture/displayed-picture';
import { toNetworkInput } from '../preprocess/network-input';
import { writeOriginal } from '../store/image-files';
import { finishDataset } from './dataset-files';
import { datasetRecord } from './dataset-record';
import { readFileBytes, type ReadFile } from './read-bytes';
import type { ImageTask, TakenFile, TaskValue } from './tasks';

/** Does one task; throws ExpectedFailure for what the file or the disk is to blame for. */
export async function runTask(task: ImageTask): Promise<TaskValue> {
  if (task.kind === 'take') return take(task.file, task.storeFolder);
  if (task.kind === 'labels') return readLabels(task.source);
  if (task.kind === 'dataset-record') return datasetRecord(task.file, task.form);
  if (task.kind === 'dataset-finish') return finishDataset(task.found);
  const { bytes } = readStored(task.path, task.file);
  // The dictionary is large and seldom asked for.
  if (task.kind === 'tags') return (await import('../dicom/list-tags')).listTags(bytes, task.file);
  if (task.kind === 'viewer-file') return viewerFile(bytes, task.file);
  if (task.kind === 'burned-in') return { burnedIn: isDicom(bytes) ? burnedIn(bytes, task.file) : 'not stated' };
  if (task.kind === 'de-identify') return deIdentify(bytes, task.file, task.identity);
  if (task.kind === 'picture') return displayedPicture(await decodePixels(bytes, task.file), task.view, task.layers);
  const image = toGreyImage(await decodePixels(bytes, task.file));
  return task.kind === 'network-input' ? toNetworkInput(image, task.form) : thumbnailPng(image);
}

/** The bytes of an image that may lie elsewhere than where it came from: in the store, which others can move or clear. */
function readStored(place: string, file: string): ReadFile {
  try {
    return readFileBytes(place, file);
  } catch (error) {
    if (place === file || toFailure(error).code !== 'not-found') throw error;
    return fail('not-found', `The stored copy of ${file} is no longer in the data folder. Import ${file} again to put it back.`, file);
  }
}

async function take(file: string, storeFolder: string | null): Promise<TakenFile> {
  const { bytes } = readFileBytes(file, file);
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
