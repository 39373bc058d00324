import { app, dialog } from 'electron';
import { accessSync, constants, mkdirSync } from 'node:fs';
import { ExpectedFailure, toFailure } from '../shared/failure';
import { languageOf } from '../shared/language';
import { wordsIn } from '../shared/words';
import { tellFailure } from '../shared/words/tell-failure';
import { keepTrainingInBackground } from './background-training';
import { readStartOptions, type StartOptions } from './command-line';
import { composeServices, rendererFolder, type Push, type Services } from './compose';
import { demonstrate } from './demonstrate';
import { createDeskWindows } from './desk-windows';
import { applySettings } from './ipc/apply-settings';
import { handleRequests } from './ipc/handle';
import { requestHandlers } from './ipc/handlers';
import { serveImages } from './ipc/image-protocol';
import { imageSources } from './ipc/image-sources';
import { registerPrivateSchemes, servePage } from './ipc/page-protocol';
import { createPrintPages } from './ipc/print-window';
import { logBug } from './log-bug';
import { installMenu } from './menu';
import { resolvePaths } from './paths';
import { lockDown, silenceChromium } from './security';
import { openPaths, resumeBackgroundWork } from './services/open-paths';
import { readSettings } from './store/settings';
import { createSpeech, type Speech } from './speech';

const mainFolder = import.meta.dirname;
const options = readStartOptions(process.argv.slice(1), app.isPackaged, process.cwd());
const paths = resolvePaths(mainFolder, options.home, process.env);

const desk = createDeskWindows(mainFolder);
const push: Push = (name, message) => {
  desk.push(name, message);
  if (name === 'training.event') onTrainingEvent();
};
let onTrainingEvent = (): void => undefined;

registerPrivateSchemes();
silenceChromium();
useOwnFolder();

// One window on one history: a second start hands its files to the first and ends.
if (app.requestSingleInstanceLock({ ...options })) void app.whenReady().then(start).catch(giveUp);
else app.quit();

/** The page loads while the services are composed; whatever it asks for meanwhile waits for them. */
async function start(): Promise<void> {
  lockDown();
  const speech = createSpeech(app.getPreferredSystemLanguages(), (t) => installMenu(t, (command) => push('menu.command', command)));
  const printPages = createPrintPages();
  servePage(rendererFolder(mainFolder), printPages.find);
  const composing = composeServices(paths, push, { forWindow: true });
  const answers = composing.then((services) => ({
    images: imageSources(services),
    requests: requestHandlers(services, desk, speech, printPages),
  }));
  answers.catch(() => undefined); // why there are no services is said below, once
  serveImages(async () => (await answers).images);
  handleRequests(async () => (await answers).requests, logBug);
  const opened = desk.openMain();
  const services = await composing;
  quitCleanly(services, speech);
  app.on('second-instance', (_event, _args, _folder, other) => void welcome(services, other as StartOptions));
  await opened;
  applySettings(readSettings(services.db), desk.all(), speech);
  await doFirstThings(services, options);
}

/** Brings the window to the front, or opens one where training went on without. */
async function showWindow(): Promise<void> {
  const window = desk.main();
  if (window === null) return desk.openMain();
  if (window.isMinimized()) window.restore();
  window.focus();
}

async function doFirstThings(services: Services, { files, demonstrate: picture }: StartOptions): Promise<void> {
  const window = desk.main();
  if (picture !== undefined && window) return demonstrate(services, window, push, { files, pictureFile: picture });
  if (files.length > 0) await openPaths(services, push, files);
  resumeBackgroundWork(services);
}

async function welcome(services: Services, { files }: StartOptions): Promise<void> {
  await showWindow();
  if (files.length > 0) await openPaths(services, push, files);
}

/** Chromium keeps its caches inside the home folder too; where that cannot be written it gets the system's temporary one. */
function useOwnFolder(): void {
  try {
    mkdirSync(paths.window, { recursive: true });
    accessSync(paths.window, constants.W_OK);
    app.setPath('userData', paths.window);
  } catch {
    app.setPath('userData', `${app.getPath('temp')}/pneumoscope-window-${process.pid}`);
  }
}

function quitCleanly(services: Services, speech: Speech): void {
  const background = keepTrainingInBackground(services.training, paths.trayIcon, speech, desk.main, () => void showWindow());
  onTrainingEvent = background.refresh;
  app.once('will-quit', (event) => {
    event.preventDefault();
    void services.close().finally(() => app.exit());
  });
}

/** Ends with one sentence where the application cannot start at all, for example on a history written by a newer version. */
function giveUp(error: unknown): void {
  const failure = toFailure(error);
  process.stderr.write(`${failure.message}\n`);
  if (!(error instanceof ExpectedFailure)) logBug('start', error);
  if (options.demonstrate === undefined) {
    // Without a history there is no choice of the reader's to follow.
    const language = languageOf('system', app.getPreferredSystemLanguages());
    const t = wordsIn(language);
    const { sentence, detail } = tellFailure(language, failure);
    dialog.showErrorBox(t('dialogs:cannotStart'), detail === '' ? sentence : `${sentence}\n\n${detail}`);
  }
  app.exit(1);
}
