import { z } from 'zod';
import type { AppRequests, RequestName } from '../../shared/app-api';
import { studyCriteriaFields } from '../store/criteria-schema';
import { settingFields } from '../store/setting-fields';
import { deskSchemas } from './desk-schemas';
import { explainSchemas } from './explain-schemas';
import { exportSchemas } from './export-schemas';
import { installedSchemas } from './installed-schemas';
import { reportSchemas } from './report-schemas';
import { looksSchemas } from './looks-schemas';
import { markSchemas } from './mark-schemas';
import { trainingSchemas } from './training-schemas';
import { worklistSchemas } from './worklist-schemas';

const nothing = z.null();
const id = z.number().int().positive();

const studyQuery = z.strictObject({
  ...studyCriteriaFields,
  offset: z.number().int().nonnegative(),
  limit: z.number().int().min(1).max(500),
});

/** What the main process accepts from the page, checked at run time: a compromised page must not reach past its contract. */
export const requestSchemas: { readonly [Name in RequestName]: z.ZodType<AppRequests[Name]['input']> } = {
  'app.describe': nothing,
  'settings.read': nothing,
  'settings.write': z.strictObject(settingFields).omit({ researchUse: true }).partial(),
  'studies.list': studyQuery,
  'studies.show': z.strictObject({ studyId: id }),
  'studies.related': z.strictObject({ studyId: id }),
  'import.choose': z.strictObject({ kind: z.enum(['files', 'folder']) }),
  'import.start': z.strictObject({ paths: z.array(z.string().min(1)).min(1).max(100_000) }),
  'import.cancel': z.strictObject({ importId: id }),
  'samples.list': nothing,
  'samples.import': nothing,
  'prediction.request': z.strictObject({ instanceId: id }),
  'prediction.call-again': z.strictObject({ instanceId: id }),
  'prediction.heatmap': z.strictObject({ predictionId: id }),
  ...deskSchemas,
  ...looksSchemas,
  ...trainingSchemas,
  ...explainSchemas,
  ...markSchemas,
  ...worklistSchemas,
  ...reportSchemas,
  ...exportSchemas,
  ...installedSchemas,
};
