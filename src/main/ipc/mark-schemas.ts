import { z } from 'zod';
import type { AppRequests, RequestName } from '../../shared/app-api';
import { longestMarkText, type MarkShape } from '../../shared/marks';
import { findingClasses, longestComment, otherFindings, type VerdictContent } from '../../shared/verdict';

const instanceId = z.number().int().positive();
const point = z.strictObject({ x: z.number(), y: z.number() });
const span = z.strictObject({ row: z.number(), from: z.number(), to: z.number() });
const area = z.strictObject({ x: z.number(), y: z.number(), width: z.number().positive(), height: z.number().positive() });
const text = z.string().max(longestMarkText);

const box = z.strictObject({ kind: z.literal('box'), area });
const measurement = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('length'), from: point, to: point }),
  z.strictObject({ kind: z.literal('angle'), first: point, vertex: point, second: point }),
  z.strictObject({ kind: z.literal('cardiothoracic-ratio'), heart: span, thorax: span }),
  z.strictObject({ kind: z.literal('ellipse'), area }),
  z.strictObject({ kind: z.literal('rectangle'), area }),
  z.strictObject({ kind: z.literal('arrow'), tip: point, tail: point, text }),
  z.strictObject({ kind: z.literal('text'), at: point, text: text.min(1) }),
]);

const changesOf = <Shape extends MarkShape>(shape: z.ZodType<Shape>) =>
  z.array(z.strictObject({ id: z.uuid(), shape: shape.nullable() })).max(1_000);

const verdict: z.ZodType<VerdictContent> = z.strictObject({
  positive: z.boolean(),
  class: z.enum([...findingClasses, '']),
  findings: z.array(z.enum(otherFindings)).max(otherFindings.length),
  otherText: text,
  comment: z.string().max(longestComment),
});

/** The requests that are about the reader's marks and verdicts. */
export type MarkRequest = Extract<RequestName, `${'marks' | 'verdict'}.${string}`>;

/** The part of request-schemas.ts that belongs to marks and verdicts. */
export const markSchemas: { readonly [Name in MarkRequest]: z.ZodType<AppRequests[Name]['input']> } = {
  'marks.read': z.strictObject({ instanceId }),
  // Boxes belong to a verdict and are written with it.
  'marks.write': z.strictObject({ instanceId, changes: changesOf(measurement) }),
  'verdict.read': z.strictObject({ instanceId }),
  'verdict.write': z.strictObject({ instanceId, verdict: verdict.nullable(), changes: changesOf(z.union([measurement, box])) }),
};
