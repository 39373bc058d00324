import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import type { MenuCommand } from '../shared/app-api';
import type { Words } from '../shared/words';

/** The system menu, in the words given; another call puts it into others. Keys that act on the image live in the page; a menu must not swallow them. */
export function installMenu(t: Words, command: (command: MenuCommand) => void): void {
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
        label: t('menu:file'),
        submenu: [
          item(t('menu:openImages'), 'open-files', 'CommandOrControl+O'),
          item(t('menu:openFolder'), 'open-folder', 'CommandOrControl+Shift+O'),
          separator,
          item(t('menu:report'), 'report', 'CommandOrControl+R'),
          item(t('menu:print'), 'print', 'CommandOrControl+P'),
          item(t('menu:export'), 'export', 'CommandOrControl+E'),
          separator,
          item(t('menu:settings'), 'show-settings', 'CommandOrControl+,'),
          separator,
          { role: 'quit', label: t('menu:quit') },
        ],
      },
      {
        label: t('menu:edit'),
        submenu: [
          // Electron names these in English only.
          { role: 'undo', label: t('menu:undo') },
          { role: 'redo', label: t('menu:redo') },
          separator,
          { role: 'cut', label: t('menu:cut') },
          { role: 'copy', label: t('menu:copy') },
          { role: 'paste', label: t('menu:paste') },
          { role: 'selectAll', label: t('menu:selectAll') },
          separator,
          item(t('menu:find'), 'find', 'CommandOrControl+F'),
        ],
      },
      {
        label: t('menu:view'),
        submenu: [
          item(t('menu:viewerWindow'), 'viewer-window', 'Shift+W'),
          { role: 'togglefullscreen', label: t('menu:fullScreen') },
          ...(app.isPackaged ? [] : [{ role: 'toggleDevTools', label: t('menu:developerTools') } satisfies MenuItemConstructorOptions]),
        ],
      },
      {
        label: t('menu:help'),
        submenu: [
          item(t('menu:tour'), 'show-tour'),
          item(t('menu:shortcuts'), 'show-shortcuts', 'F1'),
          separator,
          item(t('menu:diagnostics'), 'collect-diagnostics'),
        ],
      },
    ]),
  );
}
