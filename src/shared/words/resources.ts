import deCommon from './de/common.json';
import deDatasets from './de/datasets.json';
import deDialogs from './de/dialogs.json';
import deExplain from './de/explain.json';
import deExport from './de/export.json';
import deFailures from './de/failures.json';
import deFrame from './de/frame.json';
import deMenu from './de/menu.json';
<<<<<<< HEAD
import deModels from './de/models.json';
import deSettings from './de/settings.json';
import deState from './de/state.json';
import deTraining from './de/training.json';
=======
import deReport from './de/report.json';
import deSettings from './de/settings.json';
import deStudies from './de/studies.json';
>>>>>>> german-gb
import enCommon from './en/common.json';
import enDatasets from './en/datasets.json';
import enDialogs from './en/dialogs.json';
import enExplain from './en/explain.json';
import enExport from './en/export.json';
import enFailures from './en/failures.json';
import enFrame from './en/frame.json';
import enMenu from './en/menu.json';
<<<<<<< HEAD
import enModels from './en/models.json';
import enSettings from './en/settings.json';
import enState from './en/state.json';
import enTraining from './en/training.json';
=======
import enReport from './en/report.json';
import enSettings from './en/settings.json';
import enStudies from './en/studies.json';
>>>>>>> german-gb

/** The words of each language by area. The English ones define what there is: another language that lacks one does not compile. */
const en = {
  common: enCommon,
<<<<<<< HEAD
  datasets: enDatasets,
  dialogs: enDialogs,
  failures: enFailures,
  frame: enFrame,
  menu: enMenu,
  models: enModels,
  settings: enSettings,
  state: enState,
  training: enTraining,
=======
  dialogs: enDialogs,
  explain: enExplain,
  export: enExport,
  failures: enFailures,
  frame: enFrame,
  menu: enMenu,
  report: enReport,
  settings: enSettings,
  studies: enStudies,
>>>>>>> german-gb
};
export type Resources = typeof en;
const de: Resources = {
  common: deCommon,
<<<<<<< HEAD
  datasets: deDatasets,
  dialogs: deDialogs,
  failures: deFailures,
  frame: deFrame,
  menu: deMenu,
  models: deModels,
  settings: deSettings,
  state: deState,
  training: deTraining,
=======
  dialogs: deDialogs,
  explain: deExplain,
  export: deExport,
  failures: deFailures,
  frame: deFrame,
  menu: deMenu,
  report: deReport,
  settings: deSettings,
  studies: deStudies,
>>>>>>> german-gb
};

export const resources = { en, de };
export const areas = [
  'common',
<<<<<<< HEAD
  'datasets',
  'dialogs',
  'failures',
  'frame',
  'menu',
  'models',
  'settings',
  'state',
  'training',
=======
  'dialogs',
  'explain',
  'export',
  'failures',
  'frame',
  'menu',
  'report',
  'settings',
  'studies',
>>>>>>> german-gb
] as const satisfies readonly (keyof Resources)[];
