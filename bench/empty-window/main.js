// The peer of bench/startup: the least an Electron application can do and still show a window.
import { app, BrowserWindow } from 'electron';

void app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1280, height: 800, webPreferences: { sandbox: true } });
  void window.loadFile(new URL('index.html', import.meta.url).pathname);
});
