import { BrowserWindow, nativeTheme } from 'electron';
import { join } from 'node:path';
import type { AppPushes, PushName, Settings } from '../shared/app-api';
import { pageUrl } from './ipc/page-protocol';

/** Near-black before the first paint, so that a dark reading room sees no white flash. */
const backgrounds = { dark: '#0b0d10', light: '#f4f6f8' } as const;

/** @param mainFolder the folder of the built main process (out/main) */
export function createWindow(mainFolder: string, theme: Settings['theme']): BrowserWindow {
  nativeTheme.themeSource = theme;
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    minWidth: 960,
    minHeight: 600,
    show: false,
    backgroundColor: backgrounds[nativeTheme.shouldUseDarkColors ? 'dark' : 'light'],
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
