import deCommon from './de/common.json';
import deDialogs from './de/dialogs.json';
import deFailures from './de/failures.json';
import deFrame from './de/frame.json';
import deMarks from './de/marks.json';
import deMenu from './de/menu.json';
import deResult from './de/result.json';
import deSettings from './de/settings.json';
import deState from './de/state.json';
import deViewer from './de/viewer.json';
import enCommon from './en/common.json';
import enDialogs from './en/dialogs.json';
import enFailures from './en/failures.json';
import enFrame from './en/frame.json';
import enMarks from './en/marks.json';
import enMenu from './en/menu.json';
import enResult from './en/result.json';
import enSettings from './en/settings.json';
import enState from './en/state.json';
import enViewer from './en/viewer.json';

/** The words of each language by area. The English ones define what there is: another language that lacks one does not compile. */
const en = {
  common: enCommon,
  dialogs: enDialogs,
  failures: enFailures,
  frame: enFrame,
  marks: enMarks,
  menu: enMenu,
  result: enResult,
  settings: enSettings,
  state: enState,
  viewer: enViewer,
};
export type Resources = typeof en;
const de: Resources = {
  common: deCommon,
  dialogs: deDialogs,
  failures: deFailures,
  frame: deFrame,
  marks: deMarks,
  menu: deMenu,
  result: deResult,
  settings: deSettings,
  state: deState,
  viewer: deViewer,
};

export const resources = { en, de };
export const areas = [
  'common',
  'dialogs',
  'failures',
  'frame',
  'marks',
  'menu',
  'result',
  'settings',
  'state',
  'viewer',
] as const satisfies readonly (keyof Resources)[];
