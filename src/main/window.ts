import { BrowserWindow } from 'electron';
import { join } from 'node:path';
import type { AppPushes, PushName } from '../shared/app-api';
import { pageUrl } from './ipc/page-protocol';

/** Near-black before the first paint, whatever the theme: a dark reading room must see no white flash. */
const backgroundColor = '#0b0d10';

/** @param mainFolder the folder of the built main process (out/main) */
export function createWindow(mainFolder: string): BrowserWindow {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    minWidth: 960,
    minHeight: 600,
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
  window.once('ready-to-show', () => window.show());
  void window.loadURL(pageUrl);
  return window;
}

/** Sends a push to the page, if there is one to hear it. */
export function pushTo<Name extends PushName>(window: BrowserWindow | null, name: Name, push: AppPushes[Name]): void {
  if (window && !window.isDestroyed()) window.webContents.send(name, push);
}
