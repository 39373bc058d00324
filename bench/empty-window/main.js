// The peer of bench/startup: the least an Electron application can do and still show a window.
import { app, BrowserWindow } from 'electron';

await app.whenReady();
const window = new BrowserWindow({ width: 1280, height: 800, webPreferences: { sandbox: true } });
await window.loadFile(new URL('index.html', import.meta.url).pathname);
