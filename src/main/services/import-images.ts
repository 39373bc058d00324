import type { ImportProgress } from '../../shared/study';
import { type ImporterParts, ImportRun } from './import-run';
import { newTally } from './import-tally';

export type { ImageTaker, ImporterParts } from './import-run';

export interface Importer {
  /** Begins at once. `finished` never rejects: what went wrong is in the progress that it gives. */
  start(paths: readonly string[]): { readonly importId: number; readonly finished: Promise<ImportProgress> };
  /** Takes no further file; what was recorded stays. An import that is over, or unknown, is left alone. */
  cancel(importId: number): void;
  /** Cancels what runs and waits for it. */
  close(): Promise<void>;
}

/** Brings files into the history. An original is written before its row, so that no row is ever without its file. */
export function createImporter(parts: ImporterParts): Importer {
  const running = new Map<number, { readonly stop: AbortController; readonly finished: Promise<ImportProgress> }>();
  let lastImportId = 0;
  return {
    start(paths) {
      const importId = ++lastImportId;
      const stop = new AbortController();
      const finished = new ImportRun(parts, newTally(importId), stop).run(paths).finally(() => running.delete(importId));
      running.set(importId, { stop, finished });
      return { importId, finished };
    },
    cancel: (importId) => running.get(importId)?.stop.abort(),
    async close() {
      const imports = [...running.values()];
      for (const { stop } of imports) stop.abort();
      await Promise.all(imports.map(({ finished }) => finished));
    },
  };
}
