import type { TrainingSettings } from '../../shared/training';
import { defaultsOf } from '../../shared/training-presets';

/** Members of the ensemble: four take 30 MB with their kernels as 16-bit floats. */
export const wholeSetSeeds: readonly number[] = [1, 2, 3, 4];

/** Images a step, at 256 and at 384 pixels. On a processor oneDNN has 3 GB (engine/tensorflow-environment.ts), which larger batches exceed. */
const batches = { gpu: { coarse: 64, fine: 32 }, cpu: { coarse: 8, fine: 4 } } as const;

/**
 * A member's two runs on the whole RSNA set. Against the recipe for two cores (stages.ts): nothing of ImageNet's network keeps still, since there are
 * enough images to teach all of it; more epochs, of which the validation part chooses; larger batches; and a second run that
 * starts from the first one's weights and looks closer, at 384 pixels, with a smaller learning rate. Chosen by what others report of
 * this set, not by experiment here: nobody has run it in full.
 * @param device where it will be trained; the learning rates are as many times smaller as the batches (Goyal et al. 2017, linear scaling)
 */
export function wholeSetStages(seed: number, device: 'cpu' | 'gpu'): readonly [TrainingSettings, ...TrainingSettings[]] {
  const { coarse: coarseBatch, fine: fineBatch } = batches[device];
  const coarse: TrainingSettings = {
    ...defaultsOf('transfer'),
    seed,
    epochs: 6,
    batchSize: coarseBatch,
    inputSize: 256,
    learningRate: (1e-3 * coarseBatch) / batches.gpu.coarse,
    classWeight: 0.5,
    labelSmoothing: 0.05,
    averageDecay: 0.998,
    frozenEpochs: 0,
    warmUpEpochs: 0.5,
    keptEpoch: 'best',
    testShare: 0,
    checkpointMinutes: 10,
  };
  const learningRate = (2e-4 * fineBatch) / batches.gpu.fine;
  return [coarse, { ...coarse, epochs: 4, batchSize: fineBatch, inputSize: 384, learningRate, warmUpEpochs: 0.2 }];
}
