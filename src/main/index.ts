import { app, dialog } from 'electron';
import { accessSync, constants, mkdirSync } from 'node:fs';
import { ExpectedFailure, toFailure } from '../shared/failure';
import { languageOf } from '../shared/language';
import { wordsIn } from '../shared/words';
import { tellFailure } from '../shared/words/tell-failure';
import type { TrainingEvent } from '../shared/training';
import { keepTrainingInBackground } from './background-training';
import { readStartOptions, type StartOptions } from './command-line';
import { composeServices, type Push, type Services } from './compose';
import { demonstrate } from './demonstrate';
import { composeInstalled } from './installed';
import { createDeskWindows } from './desk-windows';
import { edition } from './edition';
import { applySettings } from './ipc/apply-settings';
import { handleRequests } from './ipc/handle';
import { requestHandlers } from './ipc/handlers';
import { serveImages } from './ipc/image-protocol';
import { imageSources } from './ipc/image-sources';
import { registerPrivateSchemes, servePage } from './ipc/page-protocol';
import { createPrintPages } from './ipc/print-window';
import { installMenu } from './menu';
import { createOpenRequests } from './open-requests';
import { resolvePaths } from './paths';
import { lockDown, silenceChromium } from './security';
import { openPaths, resumeBackgroundWork } from './services/open-paths';
import { createTroubleLog } from './services/trouble-log';
import { readSettings } from './store/settings';
import { createSpeech, type Speech } from './speech';
import { closeNetwork } from './updates/network';
import { watchForCrashes } from './watch-for-crashes';

const mainFolder = import.meta.dirname;
const options = readStartOptions(process.argv.slice(1), app.isPackaged, process.cwd());
const paths = resolvePaths(mainFolder, options.home, process.env);

const desk = createDeskWindows(mainFolder);
const push: Push = (name, message) => {
  desk.push(name, message);
  if (name === 'training.event') onTrainingEvent(message as TrainingEvent);
  if (name === 'runs.changed') onRunsChanged();
};
let onRunsChanged = (): void => undefined;
let onTrainingEvent: (event: TrainingEvent) => void = () => undefined;
const troubles = createTroubleLog({ folder: paths.logs, version: app.getVersion() });

watchForCrashes(troubles);
const requested = createOpenRequests();
// Before anything else: the system may ask while the application is still starting.
app.on('open-file', (event, file) => {
  event.preventDefault();
  requested.ask([file]);
});
app.on('second-instance', (_event, _args, _folder, other) => requested.ask((other as StartOptions).files));

registerPrivateSchemes();
silenceChromium();
closeNetwork(edition.mayReach);
useOwnFolder();

// One window on one history: a second start hands its files to the first and ends.
if (app.requestSingleInstanceLock({ ...options })) void app.whenReady().then(start).catch(giveUp);
else app.quit();

/** The page loads while the services are composed; whatever it asks for meanwhile waits for them. */
async function start(): Promise<void> {
  lockDown(edition.mayNavigateTo);
  const speech = createSpeech(app.getPreferredSystemLanguages(), (t) => installMenu(t, (command) => push('menu.command', command)));
  const printPages = createPrintPages();
  servePage(edition.pageFiles(mainFolder), printPages.find);
  const composing = composeServices(paths, push, {
    forWindow: true,
    onEngineCrash: (how) => troubles.crash({ process: 'engine', reason: how, exitCode: null }),
  });
  const answers = composing.then((services) => {
    const installed = composeInstalled(services, { start: options, troubles, push, closeDown: services.close });
    const requests = requestHandlers(services, desk, speech, printPages, installed);
    return { installed, images: imageSources(services), requests };
  });
  answers.catch(() => undefined); // why there are no services is said below, once
  serveImages(async () => (await answers).images);
  handleRequests(async () => (await answers).requests, troubles.bug);
  const opened = desk.openMain();
  const services = await composing;
  quitCleanly(services, speech);
  edition.started(services, desk);
  await opened;
  applySettings(readSettings(services.db), desk.all(), speech);
  await doFirstThings(services, options);
  const { updates } = (await answers).installed;
  onRunsChanged = updates.trainingChanged;
  updates.checkRegularly();
  requested.serve((files) => void welcome(services, files).catch((error: unknown) => troubles.bug('open', error)));
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

async function welcome(services: Services, files: readonly string[]): Promise<void> {
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
  onTrainingEvent = (event) => {
    background.refresh();
    if (event.event === 'failed' && event.code === 'engine-stopped')
      troubles.crash({ process: 'trainer', reason: event.code, exitCode: null });
  };
  app.once('will-quit', (event) => {
    event.preventDefault();
    void services.close().finally(() => app.exit());
  });
}

/** Ends with one sentence where the application cannot start at all, for example on a history written by a newer version. */
function giveUp(error: unknown): void {
  const failure = toFailure(error);
  process.stderr.write(`${failure.message}\n`);
  if (!(error instanceof ExpectedFailure)) troubles.bug('start', error);
  if (options.demonstrate === undefined) {
    // Without a history there is no choice of the reader's to follow.
    const language = languageOf('system', app.getPreferredSystemLanguages());
    const t = wordsIn(language);
    const { sentence, detail } = tellFailure(language, failure);
    dialog.showErrorBox(t('dialogs:cannotStart'), detail === '' ? sentence : `${sentence}\n\n${detail}`);
  }
  app.exit(1);
}
