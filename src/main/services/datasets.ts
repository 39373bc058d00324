import { join } from 'node:path';
import type { DatasetAudit, DatasetSource, DatasetSummary, IngestProgress } from '../../shared/dataset';
import { ExpectedFailure, fail } from '../../shared/failure';
import type { OtherDataset } from '../dataset/audit/audit-dataset';
import { readCaseList } from '../dataset/case-list';
import type { DatasetCase } from '../dataset/dataset-case';
import type { LabelledImage, LabelList } from '../dataset/labels/labelled-image';
import { recordPng } from '../dataset/picture-store-file';
import { caseListFile } from '../image-workers/dataset-files';
import type { ImageWorkers } from '../image-workers/image-workers';
import type { PictureForm } from '../preprocess/network-input';
import type { Database } from '../store/database';
import { findDataset, listDatasets, readDatasetAudit, recordDatasetVersion } from '../store/datasets';
import { checkAddition } from './check-dataset-name';
import { DatasetJobs } from './dataset-jobs';
import { ingestDataset, ingestForm, isSound, picturesFile } from './ingest-dataset';
import { reportIngest } from './ingest-progress';
import { preparePictures } from './prepare-pictures';
import { differenceOf } from './verify-dataset';

/** A version of a dataset: what a run sees, and what pins it. */
export interface OpenDataset {
  readonly summary: DatasetSummary;
  readonly contentSha256: string;
  /** In the order of their records. */
  readonly cases: readonly DatasetCase[];
}

/** Whether images and labels are still as they were ingested. */
export interface DatasetCheck {
  readonly same: boolean;
  /** One sentence on what is different; null where nothing is. */
  readonly why: string | null;
}

export interface Datasets {
  /**
   * Ingests a dataset under a name; adding a known name again takes in what changed. Whatever ended an earlier attempt, it goes on from there.
   * Rejects with labels-unusable, not-found, dataset-unusable, dataset-locked, run-busy, cancelled, disk-full, read-only, invalid-request.
   */
  add(name: string, source: DatasetSource, options: { readonly locked: boolean }): Promise<DatasetSummary>;
  /** Ends what is being ingested under this name; the next attempt goes on from there. */
  cancel(name: string): void;
  list(): readonly DatasetSummary[];
  /** The latest version's audit, as it was made at ingest. Throws not-found. */
  audit(name: string): DatasetAudit;
  /** The latest version, or the one with this content. Throws not-found, dataset-changed (its case list was damaged). */
  open(name: string, contentSha256?: string): OpenDataset;
  /**
   * The file of a version's pictures in a form, for openPictureStore; made first where it is not there yet. `contentSha256` as for `open`.
   * Rejects as `add` does, and with dataset-changed where an image is no longer the one that was ingested.
   */
  pictures(name: string, form: PictureForm, contentSha256?: string): Promise<string>;
  /** A PNG of one image as it was prepared at ingest. Rejects with not-found, dataset-changed. */
  thumbnail(name: string, contentSha256: string, record: number): Promise<Uint8Array>;
  /** Reads the labels again and looks at each file; reads again only those whose size or time changed. */
  verify(name: string): Promise<DatasetCheck>;
  /** Cancels what runs and waits for it. */
  close(): Promise<void>;
}

export interface DatasetsParts {
  readonly db: Database;
  readonly workers: ImageWorkers;
  /** Files with the workers at one time: twice their number keeps every one busy. */
  readonly filesAtOnce: number;
  /** Where case lists and pictures lie: paths.datasets. */
  readonly folder: string;
  readonly onProgress: (progress: IngestProgress) => void;
  /** The reader's own verdicts and boxes, in the order of their names. */
  readonly labelledCases: () => readonly LabelledImage[];
}

/** Brings labelled images into datasets, and hands out what was brought in. */
export function createDatasets(parts: DatasetsParts): Datasets {
  const { db, workers, filesAtOnce, onProgress } = parts;
  const jobs = new DatasetJobs(parts.folder);
  const folderOf = (name: string): string => join(parts.folder, name);

  function labelsOf(source: DatasetSource): Promise<LabelList> {
    return source.kind === 'labelled-cases' ? Promise.resolve({ images: parts.labelledCases(), problems: [] }) : workers.labels(source);
  }

  function summaryOf(name: string, contentSha256?: string): DatasetSummary {
    const summary = findDataset(db, name, contentSha256 ?? null);
    if (summary !== null) return summary;
    return contentSha256 === undefined
      ? fail('not-found', `There is no dataset ${name}.`)
      : fail('not-found', `There is no version of the dataset ${name} with this content.`);
  }

  /** The others that are held for testing. */
  function lockedDatasets(name: string): readonly OtherDataset[] {
    return listDatasets(db)
      .filter((other) => other.locked && other.name !== name)
      .map((other) => {
        const { cases } = readCaseList(caseListFile(folderOf(other.name), other.contentSha256));
        return { name: other.name, patients: cases.map(({ patient }) => patient), sha256s: cases.map(({ sha256 }) => sha256) };
      });
  }

  function add(name: string, source: DatasetSource, { locked }: { readonly locked: boolean }): Promise<DatasetSummary> {
    return jobs.run(name, (signal) =>
      reportIngest(name, onProgress, async (report) => {
        const before = checkAddition(db, name, locked);
        const labels = await labelsOf(source);
        const audit = await ingestDataset(
          { workers, filesAtOnce, signal, report },
          {
            name,
            folder: folderOf(name),
            labels,
            previousSha256: before?.contentSha256 ?? null,
            locked: locked ? [] : lockedDatasets(name),
          },
        );
        recordDatasetVersion(db, { name, source, locked, ingestedAtMs: Date.now(), audit });
        return summaryOf(name);
      }),
    );
  }

  async function pictures(name: string, form: PictureForm, contentSha256?: string): Promise<string> {
    const { contentSha256: sha256, images } = summaryOf(name, contentSha256);
    const target = picturesFile(folderOf(name), sha256, form);
    if (isSound(target, images)) return target;
    const list = readCaseList(caseListFile(folderOf(name), sha256));
    return jobs.run(name, (signal) =>
      reportIngest(name, onProgress, (report) =>
        preparePictures({ workers, filesAtOnce, signal, report }, folderOf(name), sha256, list, form),
      ),
    );
  }

  async function verify(name: string): Promise<DatasetCheck> {
    const { source, contentSha256 } = summaryOf(name);
    const list = readCaseList(caseListFile(folderOf(name), contentSha256));
    try {
      const why = await differenceOf(await labelsOf(source), list, workers);
      return { same: why === null, why };
    } catch (error) {
      if (!(error instanceof ExpectedFailure) || error.failure.code === 'cancelled') throw error;
      return { same: false, why: error.failure.message };
    }
  }

  return {
    add,
    pictures,
    verify,
    cancel: (name) => jobs.cancel(name),
    list: () => listDatasets(db),
    audit: (name) => readDatasetAudit(db, name) ?? fail('not-found', `There is no dataset ${name}.`),
    open(name, contentSha256) {
      const summary = summaryOf(name, contentSha256);
      const { cases } = readCaseList(caseListFile(folderOf(name), summary.contentSha256));
      return { summary, contentSha256: summary.contentSha256, cases };
    },
    thumbnail: async (name, contentSha256, record) => recordPng(await pictures(name, ingestForm, contentSha256), record),
    close: () => jobs.close(),
  };
}
