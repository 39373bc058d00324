import { afterAll, describe, expect, test } from 'vitest';
import type { TrainerCase } from '../../src/main/dataset/trainer-case';
import type { BuiltNetwork } from '../../src/main/ml/networks/build-network';
import { buildNetwork } from '../../src/main/ml/networks/build-network';
import { opacityResidual } from '../../src/main/ml/networks/opacity-residual';
import { seedCnn } from '../../src/main/ml/networks/seed-cnn';
import { seededRandom } from '../../src/main/statistics/random';
import { tf } from '../../src/main/ml/tensorflow';
import { type Batch, createTrainingStep, type TrainingStep } from '../../src/main/ml/training-step';
import { defaultsOf } from '../../src/shared/training-presets';
import type { TrainingSettings } from '../../src/shared/training';

const size = 32;

/** Positive pictures are bright in their upper left quarter, where their box lies; the rest is noise. */
function separableBatch(count: number): Batch {
  const random = seededRandom(5);
  const cases: TrainerCase[] = Array.from({ length: count }, (_, record) => ({
    record,
    patient: record,
    positive: record % 2 === 0,
    threeClass: null,
    boxes: record % 2 === 0 ? [{ left: 0, top: 0, right: 0.5, bottom: 0.5 }] : [],
  }));
  const pictures = Uint8Array.from({ length: count * size * size }, (_, index) => {
    const [row, column] = [Math.floor(index / size) % size, index % size];
    const inBox = row < size / 2 && column < size / 2 && cases[Math.floor(index / size ** 2)]?.positive === true;
    return Math.floor(random() * 100) + (inBox ? 120 : 0);
  });
  return { pictures, cases };
}

const settingsOf = (preset: 'seed-cnn' | 'deep-cnn', changed: Partial<TrainingSettings> = {}): TrainingSettings => ({
  ...defaultsOf(preset),
  inputSize: size,
  batchSize: 8,
  ...changed,
});

function smallDeep(): BuiltNetwork {
  return {
    network: opacityResidual({ channels: [4, 6, 8, 8], blocks: [1, 1, 1], seed: 3 }),
    hasMap: true,
    preprocessing: 'square-area-equalised-1',
    pretrainedLayers: new Set(),
    stillLayers: new Set(),
    architecture: 'small',
    overlayMethod: 'map',
  };
}

const batch = separableBatch(8);
function takeSteps(step: TrainingStep, from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => step.take(batch, { seed: 1, epoch: 1, step: from + index }, 3e-3, false));
}

afterAll(() => tf.disposeVariables());

describe('a training step', () => {
  test.each(['seed-cnn', 'deep-cnn'] as const)('%s learns to tell bright pictures, and so does its average', async (preset) => {
    const settings = settingsOf(preset, { averageDecay: 0.9 });
    const step = createTrainingStep(await buildNetwork(settings, ''), settings, 0.5);
    const losses = takeSteps(step, 0, 30);
    step.useAverage(true);
    const { logits } = step.score(batch);
    step.useAverage(false);
    const logitsOf = (positive: boolean) => [...logits].filter((_, index) => batch.cases[index]?.positive === positive);
    expect(losses.at(-1)).toBeLessThan((losses[0] ?? 0) / 2);
    expect(Math.min(...logitsOf(true))).toBeGreaterThan(Math.max(...logitsOf(false)));
    step.dispose();
  });

  test('goes on after a restore with the same bits as one left alone, also in a network built anew', () => {
    const settings = settingsOf('deep-cnn', { averageDecay: 0.99, weightDecay: 0.05 });
    const whole = createTrainingStep(smallDeep(), settings, 0.5);
    const halted = createTrainingStep(smallDeep(), settings, 0.5);
    takeSteps(whole, 0, 6);
    takeSteps(halted, 0, 3);
    const resumed = createTrainingStep(smallDeep(), settings, 0.5);
    resumed.restore(halted.state());
    takeSteps(resumed, 3, 6);
    expect(resumed.state()).toEqual(whole.state());
  });

  test('draws dropout by its key, so that a seed-cnn resumes with the same bits as well', () => {
    const settings = settingsOf('seed-cnn', { noise: 0.05, rotationDegrees: 5 });
    const built = (): BuiltNetwork => ({ ...smallDeep(), network: seedCnn(size, 1), hasMap: false, preprocessing: 'square-area-1' });
    const [first, second] = [createTrainingStep(built(), settings, 0.5), createTrainingStep(built(), settings, 0.5)];
    expect(takeSteps(second, 0, 3)).toEqual(takeSteps(first, 0, 3));
    const start = first.state();
    const once = first.take(batch, { seed: 1, epoch: 1, step: 3 }, 1e-3, false);
    first.restore(start);
    const other = first.take(batch, { seed: 1, epoch: 1, step: 4 }, 1e-3, false);
    first.restore(start);
    expect([first.take(batch, { seed: 1, epoch: 1, step: 3 }, 1e-3, false) === once, other === once]).toEqual([true, false]);
  });

  test('changes nothing where the loss is not a number', () => {
    const step = createTrainingStep(smallDeep(), settingsOf('deep-cnn'), 0.5);
    takeSteps(step, 0, 1);
    const { weights, ...rest } = step.state();
    const broken = { ...rest, weights: weights.map((value, index) => (index === 0 ? Infinity : value)) };
    step.restore(broken);
    expect(step.take(batch, { seed: 1, epoch: 1, step: 1 }, 1e-3, false)).toBeNaN();
    expect(step.state()).toEqual(broken);
  });

  test('moves only the new layers while frozen, by weight decay neither, and then all', () => {
    const built = { ...smallDeep(), pretrainedLayers: new Set(['convolution_1', 'normalisation_1']) };
    const step = createTrainingStep(built, settingsOf('deep-cnn', { weightDecay: 0.1 }), 0.5);
    const pretrained = () =>
      ['convolution_1', 'normalisation_1'].flatMap((name) =>
        built.network
          .getLayer(name)
          .getWeights()
          .map((one) => [...one.dataSync()]),
      );
    const others = () => [...(built.network.getLayer('convolution_2').getWeights()[0]?.dataSync() ?? [])];
    const [stillBefore, movingBefore] = [pretrained(), others()];
    step.take(batch, { seed: 1, epoch: 1, step: 0 }, 1e-3, true);
    expect([pretrained(), others()]).toEqual([stillBefore, expect.not.arrayContaining(movingBefore)]);
    step.take(batch, { seed: 1, epoch: 1, step: 1 }, 1e-3, false);
    expect(pretrained()).not.toEqual(stillBefore);
  });

  test('keeps no tensors from step to step', () => {
    const step = createTrainingStep(
      smallDeep(),
      settingsOf('deep-cnn', { averageDecay: 0.9, loss: 'focal', classBalance: 'weights' }),
      0.3,
    );
    takeSteps(step, 0, 1);
    const before = tf.memory().numTensors;
    takeSteps(step, 1, 5);
    step.score(batch);
    step.useAverage(true);
    step.useAverage(false);
    expect(tf.memory().numTensors).toBe(before);
    step.dispose();
  });
});

test('the seed network has the notebook’s 14.4 million weights at its 128 pixels', () => {
  const network = seedCnn(128, 1);
  // 8 (16 + 1) + 2 x 8, 16 (4 x 8 + 1) + 2 x 16, 1000 (14400 + 1), 2 (1000 + 1); flattened are 16 x 30 x 30.
  expect(network.trainableWeights.reduce((sum, weight) => sum + (weight.read() as { size: number }).size, 0)).toBe(
    136 + 16 + 528 + 32 + 14401000 + 2002,
  );
});
