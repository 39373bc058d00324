import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import type { MenuCommand } from '../shared/app-api';

/** The system menu. Keys that act on the image live in the page; a menu must not swallow them. */
export function installMenu(command: (command: MenuCommand) => void): void {
  const item = (label: string, name: MenuCommand, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    // Shown here, obeyed by the page: a key that both obeyed would act twice.
    ...(accelerator === undefined ? {} : { accelerator, registerAccelerator: false }),
    click: () => command(name),
  });
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...(process.platform === 'darwin' ? [{ role: 'appMenu' } satisfies MenuItemConstructorOptions] : []),
      {
        label: 'File',
        submenu: [
          item('Open Images…', 'open-files', 'CommandOrControl+O'),
          item('Open Folder…', 'open-folder', 'CommandOrControl+Shift+O'),
          separator,
          item('Settings', 'show-settings', 'CommandOrControl+,'),
          separator,
          { role: 'quit' },
        ],
      },
      {
        label: 'Edit',
        submenu: [
          { role: 'undo' },
          { role: 'redo' },
          separator,
          { role: 'cut' },
          { role: 'copy' },
          { role: 'paste' },
          { role: 'selectAll' },
          separator,
          item('Find a Case', 'find', 'CommandOrControl+F'),
        ],
      },
      {
        label: 'View',
        submenu: [
          { role: 'togglefullscreen' },
          ...(app.isPackaged ? [] : [{ role: 'toggleDevTools' } satisfies MenuItemConstructorOptions]),
        ],
      },
      { label: 'Help', submenu: [item('Take the Tour', 'show-tour'), item('Keyboard Shortcuts', 'show-shortcuts', 'F1')] },
    ]),
  );
}
