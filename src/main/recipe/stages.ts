import type { TrainingSettings } from '../../shared/training';
import { defaultsOf } from '../../shared/training-presets';
import type { RecipeImage } from './recipe-image';
import { children, cutLungs, equalisedAdults, otherFindings, rsnaAdults, someOf } from './sources';

/** The first stage learns from everyone but the adults of `rsna`, who only validate: it has seen no patient of theirs. */
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

const common: Partial<TrainingSettings> = { classWeight: 0.5, keptEpoch: 'last', averageDecay: 0.99, labelSmoothing: 0.05 };

export const pretraining: TrainingSettings = {
  ...defaultsOf('transfer'),
  ...common,
  epochs: 2,
  batchSize: 16,
  frozenEpochs: 0,
  stillBlocks: 3,
  warmUpEpochs: 0.1,
  averageDecay: 0.995,
  testShare: 0,
};
