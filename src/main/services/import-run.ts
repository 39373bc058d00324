import { unlink } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { type Failure, toFailure } from '../../shared/failure';
import type { ImportProgress } from '../../shared/study';
import { findImageFiles } from '../dicom/find-image-files';
import { withBusyTimeout } from '../store/busy-timeout';
import type { Database } from '../store/database';
import { originalPath } from '../store/image-files';
import { type RecordedImage, type RecordedInstance, recordImages, type RecordOutcome } from '../store/studies';
import { FileQueue } from './file-queue';
import { countFailure, countOutcome, type ImportTally, progressOf } from './import-tally';

/** What an import asks of the image workers: read one file, copy its bytes into the store, say what it shows. */
export interface ImageTaker {
  take(file: string, storeFolder: string | null): Promise<RecordedImage>;
}

export interface ImporterParts {
  readonly database: Database;
  readonly workers: ImageTaker;
  /** Files with the workers at one time: twice their number keeps every one busy. */
  readonly filesAtOnce: number;
  readonly storeFolder: string;
  /** Called some ten times a second while an import runs, and once more when it is over. */
  readonly onProgress: (progress: ImportProgress) => void;
  /** Called after each batch of rows is in the history, with those of its images that are. */
  readonly onRecorded: (recorded: readonly RecordedInstance[]) => void;
  /** How long it waits for another program to let go of the history before it gives up; a minute unless a test says otherwise. */
  readonly lockPatienceMilliseconds?: number;
}

/** Rows of so many images are written in 2 to 4 ms, on a busy machine in 10: short enough for the window not to notice. */
const batchSize = 16;
const batchMilliseconds = 100;
const progressMilliseconds = 100;
/** The window cannot answer while SQLite waits for a lock, so that an import waits beside it, and asks again. */
const lockTimeoutMilliseconds = 100;
const lockRetryMilliseconds = 400;
const usualLockPatienceMilliseconds = 60_000;

interface TakenImage {
  readonly file: string;
  readonly image: RecordedImage;
}

/** One import: a search that runs ahead, several files with the workers, rows written in batches. */
export class ImportRun {
  private readonly queue = new FileQueue();
  private batch: TakenImage[] = [];
  private hasFailed = false;
  private batchBegunAt = performance.now();

  constructor(
    private readonly parts: ImporterParts,
    private readonly tally: ImportTally,
    private readonly stop: AbortController,
  ) {}

  async run(paths: readonly string[]): Promise<ImportProgress> {
    const stopPushing = this.pushProgressRegularly();
    const takers = Array.from({ length: this.parts.filesAtOnce }, () => this.takeFiles());
    await Promise.all([this.search(paths), ...takers]);
    await this.recordPatiently();
    this.tally.state = this.hasFailed ? 'failed' : this.stop.signal.aborted ? 'cancelled' : 'finished';
    stopPushing();
    const progress = progressOf(this.tally);
    this.parts.onProgress(progress);
    return progress;
  }

  private async search(paths: readonly string[]): Promise<void> {
    try {
      for await (const found of findImageFiles(paths, this.stop.signal)) {
        if (this.stop.signal.aborted) break;
        this.tally.filesFound += 1;
        if ('failure' in found) countFailure(this.tally, found.failure);
        else this.queue.add(found.file);
      }
      this.tally.state = 'importing';
    } catch (error) {
      this.endWith(toFailure(error));
    } finally {
      this.queue.end();
    }
  }

  private async takeFiles(): Promise<void> {
    for (;;) {
      const file = await this.queue.take();
      if (file === null || this.stop.signal.aborted) return;
      try {
        const image = await this.parts.workers.take(file, this.parts.storeFolder);
        this.batch.push({ file, image });
      } catch (error) {
        const failure = toFailure(error, file);
        if (isOfTheMachine(failure)) this.endWith(failure);
        else countFailure(this.tally, failure);
      }
      const due = this.batch.length >= batchSize || performance.now() - this.batchBegunAt > batchMilliseconds;
      if (due) await this.recordPatiently();
    }
  }

  /**
   * Writes what was taken since the last time. While another program has the history locked nothing is lost: the batch is kept and tried again.
   * Any other error, and a lock that outlasts the patience, concerns every file to come: it ends the import.
   */
  private async recordPatiently(): Promise<void> {
    const patience = this.parts.lockPatienceMilliseconds ?? usualLockPatienceMilliseconds;
    for (let waited = 0; ; waited += lockTimeoutMilliseconds + lockRetryMilliseconds) {
      try {
        this.recordBatch();
        this.tally.waitsForHistory = false;
        return;
      } catch (error) {
        const failure = toFailure(error);
        if (failure.code !== 'database-locked' || waited >= patience || this.stop.signal.aborted) return this.endWith(failure);
      }
      this.tally.waitsForHistory = true;
      await delay(lockRetryMilliseconds);
    }
  }

  /** In the order in which the files were found as far as they came in. */
  private recordBatch(): void {
    const batch = this.batch;
    this.batchBegunAt = performance.now();
    if (batch.length === 0) return;
    const images = batch.map((entry) => entry.image);
    const { database } = this.parts;
    const outcomes = withBusyTimeout(database, lockTimeoutMilliseconds, () => recordImages(database, images, Date.now()));
    this.batch = [];
    for (const [index, outcome] of outcomes.entries()) this.count(outcome, batch[index]);
    this.parts.onRecorded(outcomes.filter((outcome) => 'kind' in outcome));
  }

  private count(outcome: RecordOutcome, taken: TakenImage | undefined): void {
    if (taken === undefined) throw new Error('An outcome without its image.');
    countOutcome(this.tally, outcome, taken.file);
    if (!('failure' in outcome)) return;
    // No row will ever refer to these bytes.
    unlink(originalPath(this.parts.storeFolder, taken.image.sha256)).catch(() => undefined);
  }

  /** Said once, however many files it stopped. */
  private endWith(failure: Failure): void {
    if (!this.hasFailed) this.tally.failures.push(failure);
    this.hasFailed = true;
    this.tally.waitsForHistory = false;
    this.stop.abort();
  }

  private pushProgressRegularly(): () => void {
    let timer: ReturnType<typeof setTimeout>;
    const push = (): void => {
      this.parts.onProgress(progressOf(this.tally));
      // The list of failures travels whole each time: the longer it is, the less often.
      timer = setTimeout(push, Math.max(progressMilliseconds, this.tally.failures.length / 10));
    };
    push();
    return () => clearTimeout(timer);
  }
}

/** The disk, not the file, is at fault: no other file will fare better. */
function isOfTheMachine(failure: Failure): boolean {
  return failure.code === 'disk-full' || failure.code === 'read-only';
}
