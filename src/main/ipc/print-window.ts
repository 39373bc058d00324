import { BrowserWindow } from 'electron';
import { randomUUID } from 'node:crypto';
import { ExpectedFailure } from '../../shared/failure';
import type { Paper } from '../../shared/report';
import type { PageFiles } from '../services/printed-report';
import { printUrl } from './page-protocol';

/** Pages that wait to be printed, by a name nobody can guess; each is there only as long as its window. */
export interface PrintPages {
  /** A file of a waiting page; null where there is none. */
  find(page: string, name: string): { readonly contentType: string; readonly body: Uint8Array } | null;
  /** Makes a PDF of the page; `foot` is plain text at the foot of every sheet. Rejects with 'not-printed' where the application quits meanwhile. */
  toPdf(files: PageFiles, paper: Paper, foot: string): Promise<Uint8Array>;
  /** Shows the system's print dialog; false where the reader closed it. Rejects with 'not-printed'. */
  print(files: PageFiles, paper: Paper, foot: string): Promise<boolean>;
}

/** Prints pages from hidden windows that are sandboxed, run no script, have no bridge to the main process and see no network. */
export function createPrintPages(): PrintPages {
  const waiting = new Map<string, PageFiles>();

  async function withWindow<T>(files: PageFiles, use: (window: BrowserWindow) => Promise<T>): Promise<T> {
    const page = randomUUID();
    waiting.set(page, files);
    const window = new BrowserWindow({
      show: false,
      width: 794,
      height: 1123,
      webPreferences: {
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        javascript: false,
        webviewTag: false,
        spellcheck: false,
      },
    });
    try {
      await window.loadURL(printUrl(page));
      return await use(window);
    } catch (error) {
      throw window.isDestroyed() ? notPrinted('') : error;
    } finally {
      // Where the application is quitting it is closed already.
      if (!window.isDestroyed()) window.destroy();
      waiting.delete(page);
    }
  }

  return {
    find: (page, name) => waiting.get(page)?.get(name) ?? null,
    toPdf: (files, paper, foot) =>
      withWindow(files, ({ webContents }) =>
        webContents.printToPDF({
          pageSize: paper,
          printBackground: true,
          displayHeaderFooter: true,
          headerTemplate: '<span></span>',
          footerTemplate: `<div style="width:100%;padding:0 15mm;font-size:8px;font-family:sans-serif;display:flex;justify-content:space-between"><span>${foot}</span><span><span class="pageNumber"></span> / <span class="totalPages"></span></span></div>`,
        }),
      ),
    print: (files, paper, foot) =>
      withWindow(
        files,
        ({ webContents }) =>
          new Promise((resolve, reject) => {
            webContents.print({ silent: false, printBackground: true, pageSize: paper, footer: foot }, (printed, reason) => {
              if (printed) resolve(true);
              else if (/cancel/i.test(reason)) resolve(false);
              else reject(notPrinted(reason));
            });
          }),
      ),
  };
}

function notPrinted(reason: string): ExpectedFailure {
  const why = reason === '' ? '' : ` (${reason})`;
  return new ExpectedFailure({ code: 'not-printed', message: `The report was not printed${why}: check the printer, or save it as PDF.` });
}
