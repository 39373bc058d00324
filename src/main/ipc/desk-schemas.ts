import { z } from 'zod';
import type { AppRequests, RequestName } from '../../shared/app-api';
import { deskCommands } from '../../shared/desk';

const id = z.number().int().positive();

/** The requests that are about the second window. */
export type DeskRequest = Extract<RequestName, `desk.${string}`>;

/** The part of request-schemas.ts that belongs to the second window. */
export const deskSchemas: { readonly [Name in DeskRequest]: z.ZodType<AppRequests[Name]['input']> } = {
  'desk.read': z.null(),
  'desk.lead': z.strictObject({ studyId: id.nullable(), instanceId: id.nullable(), comparedStudyId: id.nullable() }),
  'desk.ahead': z.strictObject({ cases: z.array(z.strictObject({ studyId: id, leadInstanceId: id })).max(10) }),
  'desk.viewer-window': z.strictObject({ open: z.boolean() }),
  'desk.order': z.strictObject({ command: z.enum(deskCommands), instanceId: id.nullable() }),
};
