import { z } from 'zod';
import type { AppRequests, RequestName } from '../../shared/app-api';
import {
  type ComputerAnalysis,
  papers,
  type PrintRequest,
  type ReportBody,
  type ReportSections,
  type TemplateText,
} from '../../shared/report';
import { voiFunctions } from '../../shared/voi';
import type { DisplayedView, OverlayLook } from '../../shared/displayed-view';

const nothing = z.null();
const id = z.number().int().positive();
const text = z.string().max(50_000);

const sections: z.ZodType<ReportSections> = z.strictObject({
  indication: text,
  technique: text,
  comparison: text,
  findings: text,
  impression: text,
});

const analysis: z.ZodType<ComputerAnalysis> = z.strictObject({
  text,
  basis: z
    .strictObject({
      instanceId: id,
      predictionId: id,
      modelName: z.string(),
      modelId: z.string(),
      modelSha256: z.string(),
      probability: z.number().min(0).max(1),
      threshold: z.number().min(0).max(1),
      computedAtMs: z.number(),
    })
    .nullable(),
});

const body: z.ZodType<ReportBody> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('report'), sections, analysis }),
  z.strictObject({ kind: z.literal('addendum'), text }),
]);

const template: z.ZodType<TemplateText> = z.strictObject({ name: z.string().trim().min(1).max(100), sections, analysis: text });

/** Also for exports. */
export const displayedView: z.ZodType<DisplayedView> = z.strictObject({
  window: z.strictObject({ centre: z.number(), width: z.number().positive(), shape: z.enum(voiFunctions) }).nullable(),
  sharpening: z.strictObject({ strength: z.enum(['mild', 'strong']), level: z.number().int().min(0).max(16) }).nullable(),
  inverted: z.boolean(),
  rotation: z.literal([0, 90, 180, 270]),
  flippedHorizontally: z.boolean(),
  flippedVertically: z.boolean(),
});

/** Also for exports: 256 colours of red, green, blue and opacity. */
export const overlayLook: z.ZodType<OverlayLook> = z.strictObject({
  levels: z
    .instanceof(Uint8Array)
    .refine((levels) => levels.length === 1024)
    .nullable(),
  opacity: z.number().min(0).max(1),
});

const print: z.ZodType<PrintRequest> = z.strictObject({
  studyId: id,
  instanceId: id,
  view: displayedView.nullable(),
  overlay: overlayLook.nullable(),
  deIdentify: z.boolean(),
  paper: z.enum(papers),
});

/** The requests that are about reports and their templates. */
export type ReportRequest = Extract<RequestName, `${'reports' | 'templates'}.${string}`>;

/** The part of request-schemas.ts that belongs to reports. */
export const reportSchemas: { readonly [Name in ReportRequest]: z.ZodType<AppRequests[Name]['input']> } = {
  'reports.show': z.strictObject({ studyId: id }),
  'reports.begin': z.strictObject({ studyId: id, templateId: id.nullable() }),
  'reports.save': z.strictObject({ studyId: id, body }),
  'reports.discard': z.strictObject({ studyId: id }),
  'reports.finalise': z.strictObject({ studyId: id }),
  'reports.pdf': print,
  'reports.print': print,
  'templates.list': nothing,
  'templates.write': z.strictObject({ templateId: id.nullable(), template }),
  'templates.delete': z.strictObject({ templateId: id }),
  'templates.restore': z.strictObject({ templateId: id }),
};
