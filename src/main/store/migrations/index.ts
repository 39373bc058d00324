import { history } from './0001-history';
import { training } from './0002-training';
import { spread } from './0003-spread';
import { marks } from './0004-marks';
import { worklist } from './0005-worklist';
import { explain } from './0006-explain';
import { reports } from './0007-reports';
import { patientStudies } from './0008-patient-studies';
import { pixelAspect } from './0009-pixel-aspect';
import type { Migration } from './migration';

/** All migrations, in order; the last one's version is the version this program writes. */
export const allMigrations: readonly Migration[] = [
  history,
  training,
  spread,
  marks,
  worklist,
  explain,
  reports,
  patientStudies,
  pixelAspect,
];
