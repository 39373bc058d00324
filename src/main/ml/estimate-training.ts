import type { TrainingEstimate, TrainingSettings } from '../../shared/training';
import type { TrainerCase } from '../dataset/trainer-case';
import { batchesAnEpoch } from './epoch-order';
import { seededRandom } from '../statistics/random';
import type { Batch, TrainingStep } from './training-step';

const timedSteps = 3;

/**
 * Takes a few steps on pictures of noise and says how long an epoch with this many cases will take. The first step, in which TensorFlow
 * makes ready, is not counted. The step's weights are of no use afterwards.
 */
export function estimateTraining(
  step: TrainingStep,
  settings: TrainingSettings,
  trainingImages: number,
  validationImages: number,
  device: string,
): TrainingEstimate {
  const batch = noiseBatch(settings, Math.min(settings.batchSize, trainingImages));
  const take = (index: number): void => void step.take(batch, { seed: settings.seed, epoch: 0, step: index }, settings.learningRate, false);
  take(0);
  const secondsAStep = secondsOf(() => Array.from({ length: timedSteps }, (_, index) => take(index + 1))) / timedSteps;
  step.score(batch);
  const secondsAScore = secondsOf(() => step.score(batch));
  return {
    secondsAnEpoch:
      secondsAStep * batchesAnEpoch(trainingImages, settings.batchSize) + secondsAScore * Math.ceil(validationImages / settings.batchSize),
    imagesPerSecond: batch.cases.length / secondsAStep,
    // The most this process has held at once, in the kernel's kilobytes.
    memoryBytes: process.resourceUsage().maxRSS * 1024,
    parameters: step.parameters,
    device,
  };
}

function noiseBatch({ inputSize, seed }: TrainingSettings, images: number): Batch {
  const random = seededRandom(seed);
  const box = { left: 0.25, top: 0.25, right: 0.75, bottom: 0.75 };
  const cases = Array.from({ length: images }, (_, record): TrainerCase => {
    const positive = record % 2 === 0;
    return { record, patient: record, positive, threeClass: positive ? 'opacity' : 'normal', boxes: positive ? [box] : [] };
  });
  return { pictures: Uint8Array.from({ length: images * inputSize ** 2 }, () => Math.floor(random() * 256)), cases };
}

function secondsOf(work: () => void): number {
  const startedAt = performance.now();
  work();
  return (performance.now() - startedAt) / 1000;
}
