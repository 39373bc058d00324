import { BrowserWindow, screen, type BrowserWindowConstructorOptions } from 'electron';
import { join } from 'node:path';
import type { AppPushes, PushName } from '../shared/app-api';
import { pageUrl, viewerPageUrl } from './ipc/page-protocol';
import { placeBeside } from './place-window';
import { readGeometry, usableBounds, writeGeometry } from './window-geometry';

/** Near-black before the first paint, whatever the theme: a dark reading room must see no white flash. */
const backgroundColor = '#0b0d10';

const rememberDelayMs = 400;

/**
 * Opens the window where it was when it was last moved, if that is still on a display.
 * @param mainFolder the folder of the built main process (out/main)
 * @param geometryFile where the window's place is kept
 */
export function createWindow(mainFolder: string, geometryFile: string): BrowserWindow {
  return openPage(mainFolder, geometryFile, pageUrl, { width: 1280, height: 800, minWidth: 960, minHeight: 600 });
}

/** Opens the window that shows the viewer alone, likewise; the first time on the display that the main window leaves free. */
export function createViewerWindow(mainFolder: string, geometryFile: string, main: BrowserWindow | null): BrowserWindow {
  const here = screen.getDisplayMatching(main?.getBounds() ?? screen.getPrimaryDisplay().bounds);
  const first = placeBeside(screen.getAllDisplays(), here.id);
  return openPage(mainFolder, geometryFile, viewerPageUrl, { ...first, minWidth: 640, minHeight: 480, autoHideMenuBar: true });
}

function openPage(mainFolder: string, geometryFile: string, url: string, options: BrowserWindowConstructorOptions): BrowserWindow {
  const before = readGeometry(geometryFile);
  const workAreas = screen.getAllDisplays().map(({ workArea }) => workArea);
  const bounds = before === null ? null : usableBounds(before, workAreas);
  const window = new BrowserWindow({
    ...options,
    ...bounds,
    show: false,
    backgroundColor,
    webPreferences: {
      preload: join(mainFolder, '../preload/index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  });
  const show = (): void => {
    if (window.isDestroyed() || window.isVisible()) return;
    if (before?.maximized === true) window.maximize();
    window.show();
  };
  // The first paint is not always told (of the second window one time in three, measured): a page that has loaded is shown all the same.
  window.once('ready-to-show', show);
  window.webContents.once('did-finish-load', show);
  rememberGeometry(window, geometryFile);
  void window.loadURL(url);
  return window;
}

/** Kept a moment after each change rather than at the end, so that a crash loses nothing. */
function rememberGeometry(window: BrowserWindow, file: string): void {
  let timer: NodeJS.Timeout | undefined;
  const keep = (): void => {
    if (window.isDestroyed() || window.isMinimized()) return;
    try {
      writeGeometry(file, { bounds: window.getNormalBounds(), maximized: window.isMaximized() });
    } catch {
      // A folder that cannot be written is said elsewhere; the window opens in its usual place next time.
    }
  };
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(keep, rememberDelayMs);
  };
  window.on('resize', soon);
  window.on('move', soon);
  window.on('close', () => {
    clearTimeout(timer);
    keep();
  });
}

/** Sends a push to the page, if there is one to hear it. */
export function pushTo<Name extends PushName>(window: BrowserWindow | null, name: Name, push: AppPushes[Name]): void {
  if (window && !window.isDestroyed()) window.webContents.send(name, push);
}
