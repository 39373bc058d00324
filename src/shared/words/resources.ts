import deCommon from './de/common.json';
import deDatasets from './de/datasets.json';
import deDialogs from './de/dialogs.json';
import deFailures from './de/failures.json';
import deFrame from './de/frame.json';
import deMenu from './de/menu.json';
import deModels from './de/models.json';
import deSettings from './de/settings.json';
import deState from './de/state.json';
import deTraining from './de/training.json';
import enCommon from './en/common.json';
import enDatasets from './en/datasets.json';
import enDialogs from './en/dialogs.json';
import enFailures from './en/failures.json';
import enFrame from './en/frame.json';
import enMenu from './en/menu.json';
import enModels from './en/models.json';
import enSettings from './en/settings.json';
import enState from './en/state.json';
import enTraining from './en/training.json';

/** The words of each language by area. The English ones define what there is: another language that lacks one does not compile. */
const en = {
  common: enCommon,
  datasets: enDatasets,
  dialogs: enDialogs,
  failures: enFailures,
  frame: enFrame,
  menu: enMenu,
  models: enModels,
  settings: enSettings,
  state: enState,
  training: enTraining,
};
export type Resources = typeof en;
const de: Resources = {
  common: deCommon,
  datasets: deDatasets,
  dialogs: deDialogs,
  failures: deFailures,
  frame: deFrame,
  menu: deMenu,
  models: deModels,
  settings: deSettings,
  state: deState,
  training: deTraining,
};

export const resources = { en, de };
export const areas = [
  'common',
  'datasets',
  'dialogs',
  'failures',
  'frame',
  'menu',
  'models',
  'settings',
  'state',
  'training',
] as const satisfies readonly (keyof Resources)[];
