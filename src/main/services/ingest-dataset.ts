import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { DatasetAudit } from '../../shared/dataset';
import { ExpectedFailure, fail, type Failure } from '../../shared/failure';
import type { OtherDataset } from '../dataset/audit/audit-dataset';
import { type KnownCase, type LeftOutFile, readCaseList } from '../dataset/case-list';
import { checksumOf } from '../dataset/checksum';
import type { DatasetRecord, FileFacts } from '../dataset/dataset-record';
import type { JournalEntry } from '../dataset/ingest-journal';
import type { LabelledImage, LabelList } from '../dataset/labels/labelled-image';
import type { PictureStore } from '../dataset/picture-store';
import { openPictureStore } from '../dataset/picture-store-file';
import { recordBytes } from '../dataset/picture-store-format';
import { openPictureStoreWriter } from '../dataset/picture-store-writer';
import { caseListFile } from '../image-workers/dataset-files';
import type { ImageWorkers } from '../image-workers/image-workers';
import type { PictureForm } from '../preprocess/network-input';
import { fileNow, fillPictures } from './fill-pictures';
import type { ProgressReport } from './ingest-progress';

/** What pictures are prepared as when a dataset is added; other forms follow when a run needs them. */
export const ingestForm: PictureForm = { size: 224, preprocessing: 'square-area-equalised-1' };

export interface IngestParts {
  readonly workers: ImageWorkers;
  readonly filesAtOnce: number;
  readonly signal: AbortSignal;
  readonly report: ProgressReport;
}

export interface IngestOrder {
  readonly name: string;
  /** The dataset's own. */
  readonly folder: string;
  readonly labels: LabelList;
  /** The content of the version before, whose pictures of unchanged files are taken over. */
  readonly previousSha256: string | null;
  readonly locked: readonly OtherDataset[];
}

export function picturesFile(folder: string, contentSha256: string, { size, preprocessing }: PictureForm): string {
  return join(folder, contentSha256, `pictures-${size}-${preprocessing}.bin`);
}

/** Takes in a dataset's images: pictures, cases and audit are on the disk afterwards. */
export async function ingestDataset(parts: IngestParts, order: IngestOrder): Promise<DatasetAudit> {
  const { workers, report } = parts;
  const { name, folder, labels, locked } = order;
  const wanted = labels.images;
  report.found(wanted.length);
  const writer = await openPictureStoreWriter(join(folder, 'adding'), ingestForm);
  const known = openKnownPictures(folder, order.previousSha256);
  try {
    const entries = await fillPictures({
      ...parts,
      writer,
      wanted,
      read: async ({ file }) => (await known.read(file)) ?? workers.datasetRecord(file, ingestForm),
      objection: boxOutside,
      onDone: (done) => report.done(done),
    });
    const cases = casesOf(wanted, entries);
    const problems = [...labels.problems, ...entries.flatMap(({ failure }) => (failure === null ? [] : [failure]))];
    if (cases.length === 0) failEmpty(name, problems);
    const { contentSha256, audit } = await workers.finishDataset({ name, folder, cases, leftOut: leftOutOf(entries), problems, locked });
    const target = picturesFile(folder, contentSha256, ingestForm);
    // Left as it is where it is sound: a run may be reading from it.
    await (isSound(target, cases.length) ? writer.discard() : writer.finish(target));
    return audit;
  } finally {
    known.close();
    await writer.close();
  }
}

/** Null where every box lies in its image. */
export function boxOutside({ file, boxes, label }: LabelledImage, { widthPixels, heightPixels }: FileFacts): Failure | null {
  if (boxes.every(({ x, y, width, height }) => x >= 0 && y >= 0 && x + width <= widthPixels && y + height <= heightPixels)) return null;
  const where = label === null ? 'its label' : `${label.file}, line ${label.line}`;
  const message = `${file} has ${widthPixels} x ${heightPixels} pixels, and a box that reaches beyond them (${where}).`;
  return { code: 'labels-unusable', message, file: label?.file ?? file };
}

/** The cases whose pictures are in the store, in its order. */
export function casesOf(wanted: readonly LabelledImage[], entries: readonly JournalEntry[]): readonly KnownCase[] {
  const cases: KnownCase[] = [];
  for (const [index, { kept, taken }] of entries.entries()) {
    const image = wanted[index];
    if (kept && taken !== null && image !== undefined) cases.push(caseOf(image, taken.facts, cases.length));
  }
  return cases;
}

export function caseOf(image: LabelledImage, facts: FileFacts, record: number): KnownCase {
  const { file, name, positive, class: className, part, boxes } = image;
  return {
    ...facts,
    record,
    file,
    patient: image.patient ?? (facts.patientId || name),
    positive,
    class: className,
    ...(part !== undefined && { part }),
    boxes,
  };
}

function leftOutOf(entries: readonly JournalEntry[]): readonly LeftOutFile[] {
  return entries.filter(({ kept }) => !kept).map(({ file, byteLength, modifiedAtMs }) => ({ file, byteLength, modifiedAtMs }));
}

function failEmpty(name: string, problems: readonly Failure[]): never {
  const [first] = problems;
  const reason = first === undefined ? 'there are none' : first.message;
  return fail('dataset-unusable', `None of the images of ${name} could be taken. The first reason: ${reason}`, first?.file);
}

/** True for a whole picture store with so many records. */
export function isSound(file: string, count: number): boolean {
  const store = openIfThere(file);
  store?.close();
  return store?.count === count;
}

function openIfThere(file: string): PictureStore | null {
  try {
    return existsSync(file) ? openPictureStore(file) : null;
  } catch (error) {
    if (error instanceof ExpectedFailure) return null;
    throw error;
  }
}

interface KnownPictures {
  /** Null where the file is new or was changed since. */
  read(file: string): Promise<DatasetRecord | null>;
  close(): void;
}

/** The pictures of the version before, so that adding a dataset again decodes what changed only. */
function openKnownPictures(folder: string, contentSha256: string | null): KnownPictures {
  const store = contentSha256 === null ? null : openIfThere(picturesFile(folder, contentSha256, ingestForm));
  if (contentSha256 === null || store === null) return { read: () => Promise.resolve(null), close: () => undefined };
  const cases = new Map(readCaseList(caseListFile(folder, contentSha256)).cases.map((one) => [one.file, one]));
  return {
    async read(file) {
      const one = cases.get(file);
      if (one === undefined) return null;
      const now = await fileNow(file);
      if (now.byteLength !== one.byteLength || now.modifiedAtMs !== one.modifiedAtMs) return null;
      const picture = new Uint8Array(recordBytes(store));
      store.read(one.record, picture, 0);
      return { facts: one, picture, checksum: checksumOf(picture) };
    },
    close: () => store.close(),
  };
}
