import { app, type BrowserWindow } from 'electron';
import { join } from 'node:path';
import type { AppPushes, PushName } from '../shared/app-api';
import { createViewerWindow, createWindow, pushTo } from './window';

/** The main window, and beside it the one that shows the viewer alone. */
export interface DeskWindows {
  /** null where training goes on without a window. */
  main(): BrowserWindow | null;
  all(): readonly BrowserWindow[];
  /** Resolves when the page is there to hear pushes. */
  openMain(): Promise<void>;
  openViewer(): void;
  closeViewer(): void;
  viewerIsOpen(): boolean;
  /** The one that is told whenever the viewer's window opens or closes. */
  onViewerWindow(listener: () => void): void;
  push<Name extends PushName>(name: Name, message: AppPushes[Name]): void;
  /** To the windows whose page did not ask. */
  pushToOthers<Name extends PushName>(sender: number, name: Name, message: AppPushes[Name]): void;
}

const geometryFile = (window: string): string => join(app.getPath('userData'), `${window}-geometry.json`);

/** @param mainFolder the folder of the built main process (out/main) */
export function createDeskWindows(mainFolder: string): DeskWindows {
  let main: BrowserWindow | null = null;
  let viewer: BrowserWindow | null = null;
  let onViewerWindow = (): void => undefined;

  const all = (): readonly BrowserWindow[] => [main, viewer].filter((window) => window !== null);

  function openViewer(): void {
    if (viewer !== null) return viewer.focus();
    const opened = createViewerWindow(mainFolder, geometryFile('viewer-window'), main);
    viewer = opened;
    opened.once('closed', () => {
      viewer = null;
      onViewerWindow();
    });
    onViewerWindow();
  }

  function openMain(): Promise<void> {
    const opened = createWindow(mainFolder, geometryFile('window'));
    main = opened;
    opened.once('closed', () => {
      main = null;
      // It shows what the main window has open, and has no list of its own.
      viewer?.close();
    });
    return new Promise((resolve) => opened.webContents.once('did-finish-load', () => resolve()));
  }

  return {
    main: () => main,
    all,
    openMain,
    openViewer,
    closeViewer: () => viewer?.close(),
    viewerIsOpen: () => viewer !== null,
    onViewerWindow: (listener) => (onViewerWindow = listener),
    push: (name, message) => all().forEach((window) => pushTo(window, name, message)),
    pushToOthers: (sender, name, message) =>
      all().forEach((window) => {
        if (window.webContents.id !== sender) pushTo(window, name, message);
      }),
  };
}
