import { z } from 'zod';
import type { Settings } from '../../shared/settings';

/** What values each setting can have: checked when the page asks for a change, and again when a stored one is read. */
export const settingFields = {
  theme: z.enum(['dark', 'light', 'system']),
  overlayVisible: z.boolean(),
  overlayOpacity: z.number().min(0).max(1),
  listCollapsed: z.boolean(),
  resultCollapsed: z.boolean(),
  readerName: z.string().max(100),
  reportPaper: z.enum(['A4', 'Letter']),
} satisfies { [Name in keyof Settings]: z.ZodType<Settings[Name]> };
