import type { DatasetAudit, DatasetSource, DatasetSummary } from '../../shared/dataset';
import type { DatasetCase } from '../dataset/dataset-case';
import type { PictureForm } from '../preprocess/network-input';

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
  /** Reads the labels again and looks at each file; reads again only those whose size or time changed. */
  verify(name: string): Promise<DatasetCheck>;
  /** Cancels what runs and waits for it. */
  close(): Promise<void>;
}
