import { z } from 'zod';
import { languages } from '../../shared/language';
import { papers } from '../../shared/report';
import { colourMapNames, type Settings } from '../../shared/settings';
import { listColumnsSchema, savedViewsSchema } from './criteria-schema';

const ownPreset = z.strictObject({
  key: z.enum(['6', '7', '8', '9']),
  name: z.string().min(1).max(40),
  low: z.number(),
  high: z.number(),
  curve: z.enum(['linear', 'sigmoid']),
});

const display = z.strictObject({
  widthPixels: z.number().int().positive(),
  heightPixels: z.number().int().positive(),
  pixelsPerMillimetre: z.number().min(0.5).max(100),
});

const layout = z.enum(['1', '1+1', '2x2']);

/** What values each setting can have: checked when the page asks for a change, and again when a stored one is read. */
export const settingFields = {
  language: z.enum(['system', ...languages]),
  theme: z.enum(['dark', 'light', 'system']),
  highContrast: z.boolean(),
  reducedMotion: z.boolean(),
  textScale: z.number().min(1).max(1.5),
  keys: z
    .array(z.strictObject({ command: z.string().max(40), key: z.string().min(1).max(20), ctrl: z.boolean(), shift: z.boolean() }))
    .max(200),
  overlayVisible: z.boolean(),
  overlayOpacity: z.number().min(0).max(1),
  overlayColours: z.enum(colourMapNames),
  overlayThreshold: z.number().min(0).max(1),
  overlayStyle: z.enum(['fill', 'outline']),
  overlayBoxes: z.boolean(),
  windowPresets: z.array(ownPreset).max(4),
  cornerText: z.enum(['full', 'short', 'none']),
  namesHidden: z.boolean(),
  displays: z.array(display).max(20),
  listCollapsed: z.boolean(),
  resultCollapsed: z.boolean(),
  layout,
  viewerWindowLayout: layout,
  panesLinked: z.boolean(),
  readsAhead: z.boolean(),
  lastStudyId: z.number().int().positive().nullable(),
  readerName: z.string().max(100),
  savedViews: savedViewsSchema,
  listColumns: listColumnsSchema,
  tableColumns: listColumnsSchema,
  reportPaper: z.enum(papers),
  researchUse: z.strictObject({ version: z.string().max(40), acceptedAtMs: z.number().int().nonnegative() }).nullable(),
} satisfies { [Name in keyof Settings]: z.ZodType<Settings[Name]> };
