import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createImageWorkers, type ImageWorkers } from '../../src/main/image-workers/image-workers';
import { createImporter, type Importer } from '../../src/main/services/import-images';
import type { Database } from '../../src/main/store/database';
import { originalPath } from '../../src/main/store/image-files';
import type { RecordedInstance } from '../../src/main/store/studies';
import type { ImportProgress } from '../../src/shared/study';
import { emptyHistory, temporaryFolder } from '../store/builders';

/** An importer on an empty history, with real workers; all of it is gone when the test is. */
export interface ImportBench {
  readonly db: Database;
  readonly folder: string;
  readonly store: string;
  readonly workers: ImageWorkers;
  readonly importer: Importer;
  readonly progress: ImportProgress[];
  readonly recorded: RecordedInstance[];
}

interface BenchOptions {
  readonly onRecorded?: (bench: ImportBench) => void;
  readonly lockPatienceMilliseconds?: number;
}

export function importBench(workerFile: string, { onRecorded, ...patience }: BenchOptions = {}): ImportBench {
  const folder = temporaryFolder();
  const db = emptyHistory();
  const workers = createImageWorkers({ workerFile, count: 2 });
  const store = join(folder, 'store');
  const importer = createImporter({
    database: db,
    workers,
    filesAtOnce: 4,
    storeFolder: store,
    onProgress: (progress) => made.progress.push(progress),
    onRecorded: (recorded) => {
      made.recorded.push(...recorded);
      onRecorded?.(made);
    },
    ...patience,
  });
  const made: ImportBench = { db, folder, store, workers, importer, progress: [], recorded: [] };
  onTestFinished(async () => {
    await importer.close();
    await workers.close();
  });
  return made;
}

/** How many images the history lists, and which of them lack their original bytes in the store. */
export function auditHistory(db: Database, storeFolder: string): { readonly images: number; readonly withoutOriginal: readonly string[] } {
  const hashes = db.prepare<[], string>('SELECT sha256 FROM instances').pluck().all();
  return { images: hashes.length, withoutOriginal: hashes.filter((sha256) => !isWhole(originalPath(storeFolder, sha256), sha256)) };
}

function isWhole(file: string, sha256: string): boolean {
  try {
    return createHash('sha256').update(readFileSync(file)).digest('hex') === sha256;
  } catch {
    return false;
  }
}
