import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { AppApi } from '../shared/app-api';

const api: AppApi = {
  request: (name, input) => ipcRenderer.invoke(name, input),
  listen: (name, listener) => {
    // The event object stays here: it would hand the page the sender and its ports.
    const forward = (_event: unknown, push: Parameters<typeof listener>[0]) => listener(push);
    ipcRenderer.on(name, forward);
    return () => ipcRenderer.off(name, forward);
  },
  pathOfDroppedFile: (file) => (file instanceof File ? webUtils.getPathForFile(file) : ''),
};

contextBridge.exposeInMainWorld('pneumoscope', api);
