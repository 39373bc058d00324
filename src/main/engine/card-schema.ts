import { z } from 'zod';
import type { ModelCard } from '../../shared/model-card';

const share = z.number().min(0).max(1);
const count = z.number().int().nonnegative();
const estimate = z.object({ value: share, low: share, high: share });
const figures = z.object({
  name: z.string(),
  images: count,
  positives: count,
  auc: share,
  aucLow: share,
  aucHigh: share,
  sensitivity: share,
  specificity: share,
  majorityAccuracy: share,
  accuracy: share,
  brier: share,
  expectedCalibrationError: share,
  pointingHit: share.nullable(),
});
const operatingPoint = z.object({
  name: z.enum(['triage', 'balanced', 'rule-in']),
  threshold: share,
  sensitivity: estimate,
  specificity: estimate,
  measuredOn: z.string(),
});
const reliabilityBin = z.object({ low: share, high: share, images: count, meanPredicted: share, observed: estimate });
const calibration = z.object({
  method: z.string(),
  measuredOn: z.string(),
  expectedCalibrationError: share,
  errorByChance: share,
  reliability: z.array(reliabilityBin),
});
const subgroup = z.object({
  kind: z.enum(['sex', 'age', 'view']),
  name: z.string(),
  images: count,
  positives: count,
  auc: estimate.nullable(),
});

/** The file model-card.json. Parts that older cards lack are empty for them. */
export const cardSchema: z.ZodType<ModelCard> = z.object({
  id: z.string().min(1),
  name: z.string().min(1),
  createdOn: z.string(),
  inputSize: z.number().int().positive(),
  preprocessingVersion: z.string(),
  threshold: share,
  overlayMethod: z.string(),
  boxShareOfPeak: share.optional(),
  architecture: z.string(),
  intendedUse: z.string(),
  limits: z.array(z.string()),
  trainingData: z.array(z.object({ name: z.string(), images: count, positives: count, terms: z.string() })),
  split: z.string(),
  evaluation: z.array(figures),
  operatingPoints: z.array(operatingPoint).default([]),
  calibration: calibration.nullable().default(null),
  subgroups: z
    .object({ measuredOn: z.string(), groups: z.array(subgroup) })
    .nullable()
    .default(null),
  external: z.array(figures).default([]),
  recordedScores: z.array(z.object({ sample: z.string(), probability: share })).default([]),
  ensemble: z
    .object({ members: z.number().int().positive(), passes: z.number().int().positive(), what: z.string() })
    .nullable()
    .default(null),
  licence: z.string().default(''),
});
