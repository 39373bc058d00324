import { describe, expect, test } from 'vitest';
import { batchLoss, type LossSettings, positiveLogits, targetTensors } from '../../src/main/ml/losses';
import { createOptimizer } from '../../src/main/ml/optimizer';
import type { Tensor, Tensor1D, Tensor2D } from '../../src/main/ml/tensorflow';
import { tf } from '../../src/main/ml/tensorflow';

const plain: LossSettings = { loss: 'cross-entropy', focalGamma: 2, labelSmoothing: 0, classBalance: 'none', mapWeight: 2, classWeight: 0 };
// sigmoid(ln 3) = 3 / 4: the positive case is right with 3 / 4, the negative one wrong with 3 / 4.
const ln3 = Math.log(3);
const logits = tf.tensor2d([ln3, ln3], [2, 1]);
const positives = [true, false];
const lossOf = (changed: Partial<LossSettings>, share = 0.5, given: Tensor2D = logits) =>
  batchLoss({ logits: given, map: null, classes: null }, tensorsOf({ ...plain, ...changed }, share), {
    ...plain,
    ...changed,
  }).dataSync()[0];
const tensorsOf = (settings: LossSettings, share = 0.5) =>
  targetTensors({ positives, classes: [null, null], coverage: [null, null] }, 0, settings, share);
const [right, wrong] = [-Math.log(3 / 4), -Math.log(1 / 4)];

describe('the loss', () => {
  test('is the cross-entropy of the labels, of one logit or of two', () => {
    expect(lossOf({})).toBeCloseTo((right + wrong) / 2, 5);
    expect(lossOf({}, 0.5, tf.tensor2d([1, 1 + ln3, -2, -2 + ln3], [2, 2]))).toBeCloseTo((right + wrong) / 2, 5);
    expect([...positiveLogits(tf.tensor2d([1, 4, 2, 1], [2, 2])).dataSync()]).toEqual([3, -1]);
  });

  test('weighs classes against their share', () => {
    // A fifth is positive: weights 1 / 0.4 and 1 / 1.6.
    expect(lossOf({ classBalance: 'weights' }, 0.2)).toBeCloseTo((right / 0.4 + wrong / 1.6) / 2, 5);
  });

  test('moves labels towards each other', () => {
    // 0.2 of smoothing: labels 0.9 and 0.1.
    expect(lossOf({ labelSmoothing: 0.2 })).toBeCloseTo((0.9 * right + 0.1 * wrong + 0.1 * right + 0.9 * wrong) / 2, 5);
  });

  test('turns to the hard cases where it is focal', () => {
    // (1 - p)^2 of the right class: 1 / 16 and 9 / 16.
    expect(lossOf({ loss: 'focal' })).toBeCloseTo((right / 16 + (wrong * 9) / 16) / 2, 5);
    const settings: LossSettings = { ...plain, loss: 'focal', focalGamma: 0.5 };
    const focal = (x: Tensor2D) => batchLoss({ logits: x, map: null, classes: null }, tensorsOf(settings), settings);
    const [a, b] = [logits.add(1e-2), logits.sub(1e-2)] as [Tensor2D, Tensor2D];
    const slope = ((focal(a).dataSync()[0] ?? NaN) - (focal(b).dataSync()[0] ?? NaN)) / 2e-2;
    expect(tf.grad(focal as (x: Tensor) => Tensor)(logits).sum().dataSync()[0]).toBeCloseTo(slope, 3); // prettier-ignore
  });

  test('teaches the three classes where they are known', () => {
    // Of the first case the softmax is 1/4, 1/4, 1/2 and its class the third; what the second shows is not known.
    const classes = tf.tensor2d([0, 0, Math.log(2), 5, 0, 0], [2, 3]);
    const settings: LossSettings = { ...plain, classWeight: 3 };
    const targets = targetTensors({ positives, classes: ['opacity', null], coverage: [null, null] }, 0, settings, 0.5);
    const loss = batchLoss({ logits, map: null, classes }, targets, settings).dataSync()[0];
    expect(loss).toBeCloseTo((right + wrong) / 2 + (3 * Math.log(2)) / 2, 5);
  });

  test('teaches the map what is known of it, and nothing else', () => {
    const map = tf.tensor4d([0.25, 0.5, 0.5, 0.5, 0.125, 0.75, 0.5, 0.5], [2, 2, 2, 1]);
    const withMap = (coverage: (Float32Array | null)[]) =>
      batchLoss(
        { logits, map, classes: null },
        targetTensors({ positives, classes: [null, null], coverage }, 2, plain, 0.5),
        plain,
      ).dataSync()[0] ?? NaN;
    const image = (right + wrong) / 2;
    // Cells 1, 0, 0, 0 covered against 0.25, 0.5, 0.5, 0.5; over the eight cells of the batch, with a weight of 2.
    const first = -Math.log(0.25) - 3 * Math.log(0.5);
    const second = -Math.log(0.875) - Math.log(0.25) - 2 * Math.log(0.5);
    expect(withMap([Float32Array.of(1, 0, 0, 0), null])).toBeCloseTo(image + (2 * first) / 8, 4);
    expect(withMap([Float32Array.of(1, 0, 0, 0), new Float32Array(4)])).toBeCloseTo(image + (2 * (first + second)) / 8, 4);
    expect(withMap([null, null])).toBeCloseTo(image, 5);
  });
});

describe('a step of the optimiser', () => {
  const variables = [tf.variable(tf.zeros([1, 2]), true, 'losses_kernel'), tf.variable(tf.zeros([1]), true, 'losses_bias')];
  const step = (settings: Parameters<typeof createOptimizer>[1], steps: number) => {
    const optimizer = createOptimizer(variables, settings);
    let weights: Tensor1D | null = tf.tensor1d([1, -2, 3]);
    for (let index = 0; index < steps; index += 1) weights = weights && optimizer.step(weights, tf.tensor1d([0.5, -4, 0]), 0.1);
    optimizer.dispose();
    return [...(weights?.dataSync() ?? [])];
  };
  const close = (...numbers: number[]) => numbers.map((value) => expect.closeTo(value, 4));

  test('is Adam’s: a gradient that stays the same moves each weight by the learning rate', () => {
    expect(step({ optimizer: 'adam', weightDecay: 0 }, 2)).toEqual(close(0.8, -1.8, 3));
  });

  test('decays kernels and no biases: on its own for AdamW, in the gradient for Adam', () => {
    // 0.1 x 0.5 of each kernel weight, then the step: 1 - 0.05 - 0.1 and -2 + 0.1 + 0.1.
    expect(step({ optimizer: 'adamw', weightDecay: 0.5 }, 1)).toEqual(close(0.85, -1.8, 3));
    // Gradients 0.5 + 0.5 x 1 and -4 - 0.5 x 2 keep their signs, which are all that Adam's first step goes by.
    expect(step({ optimizer: 'adam', weightDecay: 0.5 }, 1)).toEqual(close(0.9, -1.9, 3));
  });

  test('is none where the gradient is not a number', () => {
    const optimizer = createOptimizer(variables, { optimizer: 'adam', weightDecay: 0 });
    const before = optimizer.state();
    expect(optimizer.step(tf.tensor1d([1, 2, 3]), tf.tensor1d([0, NaN, 0]), 0.1)).toBeNull();
    expect(optimizer.state()).toEqual(before);
  });
});
