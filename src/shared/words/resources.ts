import deCommon from './de/common.json';
import deDialogs from './de/dialogs.json';
import deExplain from './de/explain.json';
import deExport from './de/export.json';
import deFailures from './de/failures.json';
import deFrame from './de/frame.json';
import deMenu from './de/menu.json';
import deReport from './de/report.json';
import deSettings from './de/settings.json';
import deStudies from './de/studies.json';
import enCommon from './en/common.json';
import enDialogs from './en/dialogs.json';
import enExplain from './en/explain.json';
import enExport from './en/export.json';
import enFailures from './en/failures.json';
import enFrame from './en/frame.json';
import enMenu from './en/menu.json';
import enReport from './en/report.json';
import enSettings from './en/settings.json';
import enStudies from './en/studies.json';

/** The words of each language by area. The English ones define what there is: another language that lacks one does not compile. */
const en = {
  common: enCommon,
  dialogs: enDialogs,
  explain: enExplain,
  export: enExport,
  failures: enFailures,
  frame: enFrame,
  menu: enMenu,
  report: enReport,
  settings: enSettings,
  studies: enStudies,
};
export type Resources = typeof en;
const de: Resources = {
  common: deCommon,
  dialogs: deDialogs,
  explain: deExplain,
  export: deExport,
  failures: deFailures,
  frame: deFrame,
  menu: deMenu,
  report: deReport,
  settings: deSettings,
  studies: deStudies,
};

export const resources = { en, de };
export const areas = [
  'common',
  'dialogs',
  'explain',
  'export',
  'failures',
  'frame',
  'menu',
  'report',
  'settings',
  'studies',
] as const satisfies readonly (keyof Resources)[];
