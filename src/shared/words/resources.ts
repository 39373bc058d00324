import deCommon from './de/common.json';
import deDialogs from './de/dialogs.json';
import deExplain from './de/explain.json';
import deFailures from './de/failures.json';
import deFrame from './de/frame.json';
import deMenu from './de/menu.json';
import deSettings from './de/settings.json';
import deStudies from './de/studies.json';
import enCommon from './en/common.json';
import enDialogs from './en/dialogs.json';
import enExplain from './en/explain.json';
import enFailures from './en/failures.json';
import enFrame from './en/frame.json';
import enMenu from './en/menu.json';
import enSettings from './en/settings.json';
import enStudies from './en/studies.json';

/** The words of each language by area. The English ones define what there is: another language that lacks one does not compile. */
const en = {
  common: enCommon,
  dialogs: enDialogs,
  explain: enExplain,
  failures: enFailures,
  frame: enFrame,
  menu: enMenu,
  settings: enSettings,
  studies: enStudies,
};
export type Resources = typeof en;
const de: Resources = {
  common: deCommon,
  dialogs: deDialogs,
  explain: deExplain,
  failures: deFailures,
  frame: deFrame,
  menu: deMenu,
  settings: deSettings,
  studies: deStudies,
};

export const resources = { en, de };
export const areas = [
  'common',
  'dialogs',
  'explain',
  'failures',
  'frame',
  'menu',
  'settings',
  'studies',
] as const satisfies readonly (keyof Resources)[];
