import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

/** Where everything lives on disk. Nothing outside `home` is ever written to. */
export interface Paths {
  readonly home: string;
  readonly database: string;
  readonly backups: string;
  /** Original bytes of every imported image, by content. */
  readonly store: string;
  /** Reports of crashes and bugs; no patient data. */
  readonly logs: string;
  /** Chromium's own files; no patient data. */
  readonly window: string;
  /** Models added on this machine. */
  readonly models: string;
  /** Case lists and prepared pictures of datasets. */
  readonly datasets: string;
  /** Checkpoints and scores of training runs. */
  readonly runs: string;
  /** TensorFlow's library for NVIDIA GPUs, where it was fetched. */
  readonly cuda: string;
  readonly bundledModels: string;
  readonly bundledSamples: string;
  /** The check that refuses pictures of anything but a frontal chest; part of the application, whatever the model in force. */
  readonly inputCheck: string;
  /** EfficientNet-Lite0's weights, for the transfer preset. */
  readonly pretrained: string;
  /** Names the application's version. */
  readonly packageFile: string;
  readonly trayIcon: string;
  readonly engineEntry: string;
  readonly trainerEntry: string;
  readonly imageWorkerEntry: string;
}

/**
 * @param mainFolder the folder of the built entry (out/main), inside the application's archive once packed
 * @param explicitHome `--home DIR`; without it PNEUMOSCOPE_HOME, else the desktop application's own folder
 */
export function resolvePaths(mainFolder: string, explicitHome: string | undefined, environment: NodeJS.ProcessEnv): Paths {
  const home = explicitHome ?? environment.PNEUMOSCOPE_HOME ?? defaultHome(environment);
  const resources = resourcesFolder(mainFolder);
  return {
    home,
    database: join(home, 'history.sqlite'),
    backups: join(home, 'backups'),
    store: join(home, 'images'),
    logs: join(home, 'logs'),
    window: join(home, 'window'),
    models: join(home, 'models'),
    datasets: join(home, 'datasets'),
    runs: join(home, 'runs'),
    cuda: join(home, 'cuda'),
    bundledModels: join(resources, 'models'),
    bundledSamples: join(resources, 'samples'),
    inputCheck: join(resources, 'input-check'),
    pretrained: join(resources, 'pretrained'),
    packageFile: join(dirname(dirname(mainFolder)), 'package.json'),
    trayIcon: join(resources, 'icons', 'tray.png'),
    engineEntry: join(mainFolder, 'engine-process.js'),
    trainerEntry: join(mainFolder, 'trainer-process.js'),
    imageWorkerEntry: join(mainFolder, 'image-worker.js'),
  };
}

/** The per-user data folder that the system's conventions ask for. */
function defaultHome(environment: NodeJS.ProcessEnv): string {
  if (process.platform === 'win32') return join(environment.APPDATA ?? join(homedir(), 'AppData', 'Roaming'), 'Pneumoscope');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Pneumoscope');
  return join(environment.XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), 'pneumoscope');
}

/** Models and samples lie beside the archive in a packed application, in resources/ in a checkout. */
function resourcesFolder(mainFolder: string): string {
  const applicationFolder = dirname(dirname(mainFolder));
  return applicationFolder.endsWith('.asar') ? dirname(applicationFolder) : join(applicationFolder, 'resources');
}
