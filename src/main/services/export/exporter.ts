import type { ExportOrder, ExportProgress } from '../../../shared/export';
import { exportCases } from './export-cases';
import type { ExportParts } from './export-files';
import type { ReportPrinter } from './export-report';

export interface Exporter {
  /** Begins an export into a folder; its progress tells how it goes. Where there is no `printer`, no PDF can be asked for. */
  start(
    order: ExportOrder,
    folder: string,
    printer?: ReportPrinter,
  ): { readonly exportId: number; readonly finished: Promise<ExportProgress> };
  /** Nothing is left of a cancelled export. */
  cancel(exportId: number): void;
  /** Cancels what runs; resolves when nothing is left of it. */
  close(): Promise<void>;
}

const tellEveryMilliseconds = 100;

/** Runs exports side by side and tells how they go, not more than ten times a second. */
export function createExporter(
  parts: ExportParts & { readonly applicationVersion: string },
  onProgress: (progress: ExportProgress) => void,
): Exporter {
  const running = new Map<number, { readonly abort: AbortController; readonly finished: Promise<ExportProgress> }>();
  let nextId = 1;

  async function run(
    exportId: number,
    order: ExportOrder,
    to: { readonly folder: string; readonly printer: ReportPrinter | null },
    signal: AbortSignal,
  ): Promise<ExportProgress> {
    let toldAtMs = 0;
    const watch = (progress: Omit<ExportProgress, 'exportId'>): void => {
      const isDue = Date.now() - toldAtMs >= tellEveryMilliseconds;
      if (progress.state === 'running' && !isDue) return;
      toldAtMs = Date.now();
      onProgress({ ...progress, exportId });
    };
    try {
      return { ...(await exportCases({ ...parts, printer: to.printer }, order, to.folder, { signal, watch })), exportId };
    } finally {
      running.delete(exportId);
    }
  }

  return {
    start: (order, folder, printer) => {
      const exportId = nextId;
      nextId += 1;
      const abort = new AbortController();
      const finished = run(exportId, order, { folder, printer: printer ?? null }, abort.signal);
      running.set(exportId, { abort, finished });
      return { exportId, finished };
    },
    cancel: (exportId) => running.get(exportId)?.abort.abort(),
    close: async () => {
      for (const { abort } of running.values()) abort.abort();
      await Promise.allSettled([...running.values()].map(({ finished }) => finished));
    },
  };
}
