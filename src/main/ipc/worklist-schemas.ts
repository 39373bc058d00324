import { z } from 'zod';
import type { AppRequests, RequestName } from '../../shared/app-api';
import { studyStatuses } from '../../shared/worklist';
import { studyCriteriaFields } from '../store/criteria-schema';

const criteria = z.strictObject(studyCriteriaFields);

/** The requests that are about the worklist. */
export type WorklistRequest = Extract<RequestName, `worklist.${string}`>;

/** The part of request-schemas.ts that belongs to the worklist. */
export const worklistSchemas: { readonly [Name in WorklistRequest]: z.ZodType<AppRequests[Name]['input']> } = {
  'worklist.mark': z.strictObject({
    studyIds: z.array(z.number().int().positive()).min(1).max(500),
    status: z.enum(studyStatuses),
    undo: z.boolean(),
  }),
  'worklist.ids': z.strictObject({
    criteria,
    offset: z.number().int().nonnegative(),
    limit: z.number().int().min(1).max(1_000_000),
  }),
  'worklist.counts': z.strictObject({ criteria }),
  'worklist.facets': z.null(),
};
