import { contentLine, type CaseList, type KnownCase } from '../dataset/case-list';
import type { FileFacts } from '../dataset/dataset-record';
import type { LabelledImage, LabelList } from '../dataset/labels/labelled-image';
import type { ImageWorkers } from '../image-workers/image-workers';
import { ExpectedFailure } from '../../shared/failure';
import { fileNow } from './fill-pictures';
import { boxOutside, caseOf, ingestForm } from './ingest-dataset';

/**
 * What is different about a dataset's images and labels since they were ingested, as one sentence; null where nothing is. Only files whose
 * size or time changed are read.
 */
export async function differenceOf(
  labels: LabelList,
  list: CaseList,
  workers: Pick<ImageWorkers, 'datasetRecord'>,
): Promise<string | null> {
  const known = new Map(list.cases.map((one) => [one.file, one]));
  const leftOut = new Map(list.leftOut.map((one) => [one.file, one]));
  let record = 0;
  for (const image of labels.images) {
    const before = known.get(image.file);
    const stated = before ?? leftOut.get(image.file);
    const now = await fileNow(image.file);
    const untouched = stated !== undefined && now.byteLength === stated.byteLength && now.modifiedAtMs === stated.modifiedAtMs;
    if (untouched && before === undefined) continue;
    const facts = untouched && before !== undefined ? before : await factsNow(image, workers);
    if (facts === null || boxOutside(image, facts) !== null) {
      if (before === undefined) continue;
      return `${image.file} can no longer be taken.`;
    }
    const why = unlike(image, facts, list.cases[record]);
    if (why !== null) return why;
    record += 1;
  }
  const gone = list.cases[record];
  return gone === undefined ? null : `${gone.file} is no longer among the labelled images.`;
}

function unlike(image: LabelledImage, facts: FileFacts, before: KnownCase | undefined): string | null {
  if (before === undefined) return `${image.file} is new.`;
  const now = caseOf(image, facts, before.record);
  if (now.sha256 !== before.sha256 && now.file === before.file) return `${image.file} is not the file that was ingested.`;
  if (now.sha256 !== before.sha256) return `${image.file} stands where ${before.file} stood.`;
  return contentLine(now) === contentLine(before) ? null : `The label of ${image.file} is another one.`;
}

/** Null where the file can't be taken. */
async function factsNow({ file }: LabelledImage, workers: Pick<ImageWorkers, 'datasetRecord'>): Promise<FileFacts | null> {
  try {
    return (await workers.datasetRecord(file, ingestForm)).facts;
  } catch (error) {
    if (error instanceof ExpectedFailure && error.failure.code !== 'cancelled') return null;
    throw error;
  }
}
