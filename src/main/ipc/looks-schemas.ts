import { z } from 'zod';
import type { AppRequests, RequestName } from '../../shared/app-api';

/** The requests that are about how images look. */
export type LooksRequest = Extract<RequestName, `image.${string}`>;

/** The part of request-schemas.ts that belongs to how images look. */
export const looksSchemas: { readonly [Name in LooksRequest]: z.ZodType<AppRequests[Name]['input']> } = {
  'image.tags': z.strictObject({ instanceId: z.number().int().positive() }),
};
