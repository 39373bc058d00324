import { z } from 'zod';
import type { Settings } from '../../shared/settings';
import { listColumnsSchema, savedViewsSchema } from './criteria-schema';

/** What values each setting can have: checked when the page asks for a change, and again when a stored one is read. */
export const settingFields = {
  theme: z.enum(['dark', 'light', 'system']),
  highContrast: z.boolean(),
  reducedMotion: z.boolean(),
  textScale: z.number().min(1).max(1.5),
  keys: z
    .array(z.strictObject({ command: z.string().max(40), key: z.string().min(1).max(20), ctrl: z.boolean(), shift: z.boolean() }))
    .max(200),
  overlayVisible: z.boolean(),
  overlayOpacity: z.number().min(0).max(1),
  listCollapsed: z.boolean(),
  resultCollapsed: z.boolean(),
  layout: z.enum(['1', '1+1', '2x2']),
  panesLinked: z.boolean(),
  readsAhead: z.boolean(),
  lastStudyId: z.number().int().positive().nullable(),
  readerName: z.string().max(100),
  savedViews: savedViewsSchema,
  listColumns: listColumnsSchema,
  tableColumns: listColumnsSchema,
} satisfies { [Name in keyof Settings]: z.ZodType<Settings[Name]> };
