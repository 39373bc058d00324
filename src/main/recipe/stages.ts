import type { TrainingSettings } from '../../shared/training';
import { defaultsOf } from '../../shared/training-presets';
import type { RecipeImage } from './recipe-image';
import { children, cutLungs, equalisedAdults, otherFindings, rsnaAdults } from './sources';

/** Everyone trains but the adults of `rsna`, who validate: no patient of theirs is seen in training, and they calibrate the outcome. */
export function shippedImages(data: string): readonly RecipeImage[] {
  return [...rsnaAdults(data), ...equalisedAdults(data), ...cutLungs(data), ...otherFindings(data), ...children(data)];
}

/** A member of the ensemble for each. */
export const seeds = [1, 2, 3] as const;

export function memberSettings(seed: number): TrainingSettings {
  return {
    ...defaultsOf('transfer'),
    seed,
    epochs: 2,
    batchSize: 16,
    learningRate: 5e-4,
    classWeight: 0.5,
    labelSmoothing: 0.05,
    averageDecay: 0.995,
    frozenEpochs: 0,
    stillBlocks: 3,
    warmUpEpochs: 0.1,
    testShare: 0,
    // The last epoch: no choice is made on the images that calibrate and measure.
    keptEpoch: 'last',
  };
}
