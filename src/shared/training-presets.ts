import type { PresetName, TrainingSettings } from './training';

/** What each preset is called, in every language. */
export const presetTitles: Readonly<Record<PresetName, string>> = { 'seed-cnn': 'Seed CNN', 'deep-cnn': 'Deep CNN', transfer: 'Transfer' };

const common: Omit<TrainingSettings, 'preset'> = {
  epochs: 12,
  seed: 1,
  batchSize: 16,
  inputSize: 224,
  learningRate: 1.5e-3,
  optimizer: 'adamw',
  weightDecay: 0.02,
  schedule: 'cosine',
  warmUpEpochs: 1,
  loss: 'cross-entropy',
  focalGamma: 2,
  labelSmoothing: 0,
  classBalance: 'none',
  mapWeight: 1,
  classWeight: 0,
  averageDecay: 0,
  patience: 0,
  keptEpoch: 'best',
  frozenEpochs: 0,
  stillBlocks: 0,
  startRun: 0,
  flip: false,
  rotationDegrees: 5,
  shiftShare: 0.08,
  scaleShare: 0.15,
  contrast: 0.33,
  noise: 0.02,
  split: 'patients',
  validationShare: 0.2,
  testShare: 0.15,
  folds: 5,
  fold: 1,
  operatingRule: 'youden',
  operatingValue: 0.9,
  checkpointMinutes: 2,
  checkpointsKept: 2,
  threads: 0,
};

const changes: { readonly [Name in PresetName]: Partial<TrainingSettings> } = {
  // The notebook's own: cross-entropy, Adam 0.001, batches of 50, five epochs a sitting, mirrored at random, no validation by patient.
  'seed-cnn': {
    epochs: 5,
    batchSize: 50,
    inputSize: 128,
    learningRate: 1e-3,
    optimizer: 'adam',
    weightDecay: 0,
    schedule: 'constant',
    warmUpEpochs: 0,
    mapWeight: 0,
    flip: true,
    rotationDegrees: 0,
    shiftShare: 0,
    scaleShare: 0,
    contrast: 0,
    noise: 0,
  },
  'deep-cnn': {},
  transfer: { epochs: 8, learningRate: 5e-4, frozenEpochs: 1, averageDecay: 0.99, labelSmoothing: 0.05, weightDecay: 0.05 },
};

/** A preset's settings, before anyone changes them. */
export function defaultsOf(preset: PresetName): TrainingSettings {
  return { ...common, ...changes[preset], preset };
}
