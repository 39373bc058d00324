import { app, dialog, Menu, nativeImage, Tray, type BrowserWindow } from 'electron';
import type { Speech } from './speech';

/** What keeping a run going without a window asks of the services. */
export interface GoingRun {
  /** The run under way in this process; null where none is. */
  current(): { readonly run: number; readonly epoch: number; readonly epochs: number } | null;
  /** True also while a run is being prepared. */
  isBusy(): boolean;
  /** Takes a checkpoint and ends the run; it goes on from there when it is resumed. */
  pause(run: number): Promise<void>;
}

interface BackgroundTraining {
  /** Says in the tray how far the run is; call it whenever that changes. */
  refresh(): void;
}

/**
 * Lets a run go on when the window is closed, with an icon in the tray (the dock on macOS) that opens it again, and asks before the
 * application quits in the middle of one. Without a run the last window's end is the application's.
 */
export function keepTrainingInBackground(
  training: GoingRun,
  iconFile: string,
  speech: Speech,
  window: () => BrowserWindow | null,
  openWindow: () => void,
): BackgroundTraining {
  let tray: Tray | null = null;
  let isDecided = false;

  const sentence = (): string => {
    const going = training.current();
    if (going !== null) return speech.t('dialogs:training.epoch', { epoch: going.epoch + 1, epochs: going.epochs });
    return speech.t(training.isBusy() ? 'dialogs:training.preparing' : 'dialogs:training.ended');
  };

  function refresh(): void {
    tray?.setToolTip(`Pneumoscope. ${sentence()}`);
    tray?.setContextMenu(
      Menu.buildFromTemplate([
        { label: sentence(), enabled: false },
        { label: speech.t('dialogs:training.open'), click: openWindow },
        {
          label: speech.t(training.isBusy() ? 'dialogs:training.pauseAndQuit' : 'dialogs:training.quit'),
          click: () => void pauseAndQuit(),
        },
      ]),
    );
  }

  async function pauseAndQuit(): Promise<void> {
    isDecided = true;
    const going = training.current();
    if (going !== null) await training.pause(going.run);
    app.quit();
  }

  async function ask(): Promise<void> {
    const parent = window();
    const { t } = speech;
    const question: Electron.MessageBoxOptions = {
      type: 'question',
      message: t('dialogs:training.question'),
      detail: t('dialogs:training.detail', { state: sentence() }),
      buttons: [t('dialogs:training.pause'), t('dialogs:training.keep'), t('cancel')],
      defaultId: 0,
      cancelId: 2,
    };
    const { response } = await (parent ? dialog.showMessageBox(parent, question) : dialog.showMessageBox(question));
    if (response === 0) await pauseAndQuit();
    else if (response === 1) parent?.close();
  }

  app.on('window-all-closed', () => {
    if (!training.isBusy() || isDecided) return app.quit();
    // It stays until the end, also beside a window: taking it away as the window opened ended the process one time in five (GTK without D-Bus).
    tray ??= new Tray(nativeImage.createFromPath(iconFile)).on('click', openWindow);
    refresh();
  });
  app.on('before-quit', (event) => {
    if (!training.isBusy() || isDecided) return;
    event.preventDefault();
    void ask();
  });
  app.on('activate', openWindow);
  return { refresh };
}
