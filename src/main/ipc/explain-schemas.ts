import { z } from 'zod';
import type { AppRequests, RequestName } from '../../shared/app-api';
import { auditActions } from '../../shared/model';
import { studyCriteriaFields } from '../store/criteria-schema';

/** The requests that are about how results came about: other models, figures and the audit trail. */
export type ExplainRequest = Extract<RequestName, `${'results' | 'rerun' | 'flips' | 'figures' | 'audit'}.${string}`>;

const nothing = z.null();
const id = z.number().int().positive();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const moment = z.number().int().nonnegative().nullable();
const offset = z.number().int().nonnegative();
const limit = z.number().int().min(1).max(500);

const scope = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('image'), instanceId: id }),
  z.strictObject({ kind: z.literal('studies'), studyIds: z.array(id).min(1).max(100_000) }),
  z.strictObject({ kind: z.literal('matching'), criteria: z.strictObject(studyCriteriaFields) }),
]);

/** The part of request-schemas.ts that belongs to them. */
export const explainSchemas: { readonly [Name in ExplainRequest]: z.ZodType<AppRequests[Name]['input']> } = {
  'results.history': z.strictObject({ instanceId: id }),
  'rerun.start': z.strictObject({ modelId: z.string().min(1).max(100), scope }),
  'rerun.cancel': nothing,
  'rerun.read': nothing,
  'flips.list': z.strictObject({
    modelSha256: sha256,
    againstSha256: sha256,
    kind: z.enum(['any', 'to-positive', 'to-negative']),
    offset,
    limit,
  }),
  'figures.read': z.strictObject({ modelSha256: sha256.nullable(), fromMs: moment, beforeMs: moment }),
  'audit.list': z.strictObject({
    actions: z.array(z.enum(auditActions)).max(auditActions.length).nullable(),
    fromMs: moment,
    beforeMs: moment,
    beforeNumber: id.nullable(),
    limit,
  }),
  'audit.opened': z.strictObject({ studyId: id }),
  'audit.verify': nothing,
  'audit.export': nothing,
};
