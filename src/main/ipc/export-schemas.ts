import { z } from 'zod';
import type { AppRequests, RequestName } from '../../shared/app-api';
import type { ExportScope } from '../../shared/export';
import { displayedView, overlayLook } from './report-schemas';
import { studyCriteriaFields } from '../store/criteria-schema';

const id = z.number().int().positive();

const scope: z.ZodType<ExportScope> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('studies'), studyIds: z.array(id).min(1).max(1_000_000) }),
  z.strictObject({ kind: z.literal('matching'), query: z.strictObject(studyCriteriaFields) }),
]);

/** The requests that are about exports of cases. */
export type ExportRequest = Extract<RequestName, `export.${string}`>;

/** The part of request-schemas.ts that belongs to exports. */
export const exportSchemas: { readonly [Name in ExportRequest]: z.ZodType<AppRequests[Name]['input']> } = {
  'export.start': z.strictObject({
    scope,
    formats: z.array(z.enum(['csv', 'json', 'png', 'pdf', 'dicom'])).min(1),
    overlay: overlayLook.nullable(),
    marks: z.boolean(),
    shown: z.strictObject({ instanceId: id, view: displayedView }).nullable(),
    deIdentify: z.boolean(),
    burntInChecked: z.boolean(),
    despiteBurntIn: z.boolean(),
  }),
  'export.cancel': z.strictObject({ exportId: id }),
};
