import type { TrainingSettings } from '../../shared/training';
import { defaultsOf } from '../../shared/training-presets';
import type { RecipeImage } from './recipe-image';
import { children, cutLungs, equalisedAdults, otherFindings, rsnaAdults, someOf } from './sources';

/** The first stage learns from everyone but the adults of `rsna`, who only validate: it sees no patient of theirs. */
export function pretrainingImages(data: string): readonly RecipeImage[] {
  return [
    ...rsnaAdults(data).map((image) => ({ ...image, part: 'validation' as const })),
    ...equalisedAdults(data),
    ...cutLungs(data),
    ...otherFindings(data),
    ...children(data),
  ];
}

/** The second stage learns from the adults, and keeps in mind some of the others. */
export function adultImages(data: string): readonly RecipeImage[] {
  return [...rsnaAdults(data), ...someOf(equalisedAdults(data), 400), ...someOf(otherFindings(data), 300), ...someOf(children(data), 200)];
}

const common: TrainingSettings = {
  ...defaultsOf('transfer'),
  batchSize: 16,
  classWeight: 0.5,
  labelSmoothing: 0.05,
  frozenEpochs: 0,
  stillBlocks: 3,
  // The last epoch: chance in a few hundred validation images is not to choose among epochs.
  keptEpoch: 'last',
};

export const pretraining: TrainingSettings = {
  ...common,
  epochs: 2,
  learningRate: 5e-4,
  averageDecay: 0.995,
  warmUpEpochs: 0.1,
  testShare: 0,
};

export const folds = 5;

/** Fine-tuning from the pretrained weights on all folds but one. @param fold from 1 */
export function fineTuning(pretrainingRun: number, fold: number): TrainingSettings {
  const settings = { epochs: 2, learningRate: 2e-4, averageDecay: 0.98, warmUpEpochs: 0.2 };
  return { ...common, ...settings, split: 'folds', folds, fold, startRun: pretrainingRun };
}
