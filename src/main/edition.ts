import type { Services } from './compose';
import { rendererFolder } from './compose';
import type { DeskWindows } from './desk-windows';
import { readBuiltPage, type FindPageFile } from './ipc/page-protocol';

/**
 * What is different while somebody develops the application (`npm run dev`): there, and nowhere else, the build takes development/edition.ts
 * in place of this file's `edition` (electron.vite.config.ts). What ships contains nothing of it.
 */
export interface Edition {
  /** Finds the files that the page is made of. */
  pageFiles(mainFolder: string): FindPageFile;
  /** Network addresses that the page may reach all the same. */
  mayReach(url: string): boolean;
  /** Where the page may navigate to all the same. */
  mayNavigateTo(url: string): boolean;
  /** The services are there. */
  started(services: Services, desk: DeskWindows): void;
}

/** The application as it ships: the built page, no network, no navigation. */
export const edition: Edition = {
  pageFiles: (mainFolder) => readBuiltPage(rendererFolder(mainFolder)),
  mayReach: () => false,
  mayNavigateTo: () => false,
  started: () => undefined,
};
