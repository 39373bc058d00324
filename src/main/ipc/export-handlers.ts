import type { BrowserWindow } from 'electron';
import { join } from 'node:path';
import type { Services } from '../compose';
import type { Speech } from '../speech';
import type { PageFiles } from '../services/printed-report';
import type { TroubleLog } from '../services/trouble-log';
import { readSettings } from '../store/settings';
import { openDialog } from './dialogs';
import type { ExportRequest } from './export-schemas';
import type { RequestHandlers } from './handle';
import type { PrintPages } from './print-window';

/** The requests that are about exports of cases. */
export function exportHandlers(
  { db, exporter }: Services,
  window: () => BrowserWindow | null,
  speech: Speech,
  printPages: PrintPages,
  troubles: TroubleLog,
): Pick<RequestHandlers, ExportRequest> {
  return {
    'export.start': async (order) => {
      const parent = await openDialog(window(), {
        title: speech.t('dialogs:exportCases'),
        buttonLabel: speech.t('dialogs:exportHere'),
        properties: ['openDirectory', 'createDirectory'],
      });
      if (parent === null) return null;
      const { language } = speech;
      const foot = speech.t('researchUseOnly');
      const { reportPaper } = readSettings(db);
      const printer = { language, toPdf: (page: PageFiles) => printPages.toPdf(page, reportPaper, foot) };
      const { exportId, finished } = exporter.start(order, join(parent, folderName(new Date())), printer);
      // How it ends is told by export.progress.
      finished.catch((error: unknown) => troubles.bug('export.start', error));
      return { exportId };
    },
    'export.cancel': ({ exportId }) => {
      exporter.cancel(exportId);
      return null;
    },
  };
}

/** 'pneumoscope-export-2026-11-24-22-05-13', by the machine's clock. */
function folderName(moment: Date): string {
  const two = (part: number): string => String(part).padStart(2, '0');
  const day = [moment.getFullYear(), two(moment.getMonth() + 1), two(moment.getDate())];
  const time = [moment.getHours(), moment.getMinutes(), moment.getSeconds()].map(two);
  return ['pneumoscope-export', ...day, ...time].join('-');
}
