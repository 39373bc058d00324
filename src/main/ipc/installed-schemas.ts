import { z } from 'zod';
import type { AppRequests } from '../../shared/app-api';

export type InstalledRequest =
  | 'research-use.accept'
  | 'computer.check'
  | 'diagnostics.collect'
  | 'updates.read'
  | 'updates.check'
  | 'updates.install'
  | 'cuda.read'
  | 'cuda.fetch'
  | 'cuda.cancel'
  | 'cuda.remove';

/** What the page may ask about the application as it is installed. */
export const installedSchemas: { readonly [Name in InstalledRequest]: z.ZodType<AppRequests[Name]['input']> } = {
  'research-use.accept': z.null(),
  'computer.check': z.null(),
  'diagnostics.collect': z.null(),
  'updates.read': z.null(),
  'updates.check': z.null(),
  'updates.install': z.null(),
  'cuda.read': z.null(),
  'cuda.fetch': z.strictObject({ from: z.enum(['network', 'folder']) }),
  'cuda.cancel': z.null(),
  'cuda.remove': z.null(),
};
