import { z } from 'zod';
import type { AppRequests, RequestName } from '../../shared/app-api';
import type { DatasetSource } from '../../shared/dataset';
import type { TrainingSettings } from '../../shared/training';
import { operatingPointNames } from '../../shared/operating-point';
import { presetNames } from '../../shared/training';
import { defaultsOf } from '../../shared/training-presets';
import { changeSettings } from '../../shared/check-settings';

const nothing = z.null();
const run = z.number().int().positive();
const name = z.string().min(1).max(100);
const path = z.string().min(1).max(4_096);

const source: z.ZodType<DatasetSource> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('challenge'), images: path, labels: path, classes: path.nullable() }),
  z.strictObject({ kind: z.literal('table'), images: path, labels: path }),
  z.strictObject({ kind: z.literal('folders'), images: path, positive: z.array(name).min(1) }),
  z.strictObject({ kind: z.literal('labelled-cases') }),
]);

/** Checked by the settings' own rules, so that there is one list of them. */
const settings = z.looseObject({ preset: z.enum(presetNames) }).transform((given, context): TrainingSettings => {
  const { preset, ...changed } = given;
  const checked = changeSettings(defaultsOf(preset), changed);
  if (typeof checked !== 'string') return checked;
  context.addIssue(checked);
  return z.NEVER;
});

/** The requests that are about datasets, training and models. */
export type TrainingRequest = Extract<RequestName, `${'datasets' | 'training' | 'runs' | 'models'}.${string}`>;

/** The part of request-schemas.ts that belongs to datasets, training and models. */
export const trainingSchemas: { readonly [Name in TrainingRequest]: z.ZodType<AppRequests[Name]['input']> } = {
  'datasets.list': nothing,
  'datasets.add': z.strictObject({ name, source, locked: z.boolean() }),
  'datasets.cancel': z.strictObject({ name }),
  'datasets.audit': z.strictObject({ name }),
  'datasets.choose': z.strictObject({ what: z.enum(['images', 'labels', 'classes']) }),
  'training.estimate': z.strictObject({ dataset: name, settings }),
  'training.start': z.strictObject({ dataset: name, settings }),
  'training.resume': z.strictObject({ run, epochs: z.number().int().positive().max(1_000).optional() }),
  'training.control': z.strictObject({ run, verb: z.enum(['pause', 'stop', 'stop-after-epoch']) }),
  'runs.list': nothing,
  'runs.show': z.strictObject({ run }),
  'runs.curves': z.strictObject({ run }),
  'runs.note': z.strictObject({ run, notes: z.string().max(10_000) }),
  'runs.export': z.strictObject({ run }),
  'runs.open-image': z.strictObject({ run, record: z.number().int().nonnegative() }),
  'models.list': nothing,
  'models.compare': z.strictObject({ modelId: name, dataset: name.nullable() }),
  'models.activate': z.strictObject({ modelId: name, despite: z.boolean() }),
  'models.choose-point': z.strictObject({ modelId: name, point: z.enum(operatingPointNames).nullable() }),
  'models.rollback': nothing,
  'models.export': z.strictObject({ modelId: name, form: z.enum(['package', 'layers-model']) }),
  'models.import': nothing,
};
