import deCommon from './de/common.json';
import deDatasets from './de/datasets.json';
import deDialogs from './de/dialogs.json';
import deExplain from './de/explain.json';
import deExport from './de/export.json';
import deFailures from './de/failures.json';
import deFrame from './de/frame.json';
import deInstalled from './de/installed.json';
import deMarks from './de/marks.json';
import deMenu from './de/menu.json';
import deModels from './de/models.json';
import deReport from './de/report.json';
import deResult from './de/result.json';
import deSettings from './de/settings.json';
import deState from './de/state.json';
import deStudies from './de/studies.json';
import deTraining from './de/training.json';
import deViewer from './de/viewer.json';
import enCommon from './en/common.json';
import enDatasets from './en/datasets.json';
import enDialogs from './en/dialogs.json';
import enExplain from './en/explain.json';
import enExport from './en/export.json';
import enFailures from './en/failures.json';
import enFrame from './en/frame.json';
import enInstalled from './en/installed.json';
import enMarks from './en/marks.json';
import enMenu from './en/menu.json';
import enModels from './en/models.json';
import enReport from './en/report.json';
import enResult from './en/result.json';
import enSettings from './en/settings.json';
import enState from './en/state.json';
import enStudies from './en/studies.json';
import enTraining from './en/training.json';
import enViewer from './en/viewer.json';

/** The words of each language by area. The English ones define what there is: another language that lacks one does not compile. */
const en = {
  common: enCommon,
  datasets: enDatasets,
  dialogs: enDialogs,
  explain: enExplain,
  export: enExport,
  failures: enFailures,
  frame: enFrame,
  installed: enInstalled,
  marks: enMarks,
  menu: enMenu,
  models: enModels,
  report: enReport,
  result: enResult,
  settings: enSettings,
  state: enState,
  studies: enStudies,
  training: enTraining,
  viewer: enViewer,
};
export type Resources = typeof en;
const de: Resources = {
  common: deCommon,
  datasets: deDatasets,
  dialogs: deDialogs,
  explain: deExplain,
  export: deExport,
  failures: deFailures,
  frame: deFrame,
  installed: deInstalled,
  marks: deMarks,
  menu: deMenu,
  models: deModels,
  report: deReport,
  result: deResult,
  settings: deSettings,
  state: deState,
  studies: deStudies,
  training: deTraining,
  viewer: deViewer,
};

export const resources = { en, de };
export const areas = [
  'common',
  'datasets',
  'dialogs',
  'explain',
  'export',
  'failures',
  'frame',
  'installed',
  'marks',
  'menu',
  'models',
  'report',
  'result',
  'settings',
  'state',
  'studies',
  'training',
  'viewer',
] as const satisfies readonly (keyof Resources)[];
