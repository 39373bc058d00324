import { describe, expect, test } from 'vitest';
import { useFastGradients } from '../../src/main/ml/fast-gradients';
import { softmaxCrossEntropy } from '../../src/main/ml/fused-ops';
import { ReLU6 } from '../../src/main/ml/relu6';
import type { Tensor, Tensor2D, Tensor4D } from '../../src/main/ml/tensorflow';
import { tf } from '../../src/main/ml/tensorflow';

type Function = (...inputs: Tensor[]) => Tensor;

const normal = (shape: number[], seed: number) => tf.randomNormal(shape, 0, 1, 'float32', seed);
const convolved =
  (strides: number, pad: 'same' | 'valid'): Function =>
  (x, kernel) =>
    tf.conv2d(x as Tensor4D, kernel as Tensor4D, strides, pad);
const depthwise =
  (strides: number, pad: 'same' | 'valid'): Function =>
  (x, kernel) =>
    tf.depthwiseConv2d(x as Tensor4D, kernel as Tensor4D, strides, pad);
const pooled: Function = (x) => tf.maxPool(x as Tensor4D, 2, 2, 'valid');

/** Everything whose gradient is taken another way, each with its inputs; sides are odd and even, so that padding differs. */
const cases: readonly (readonly [string, Function, readonly (readonly number[])[]])[] = [
  ['a convolution of 3 x 3', convolved(1, 'same'), [[2, 7, 6, 8], [3, 3, 8, 5]]],
  ['a convolution of 5 x 3', convolved(1, 'same'), [[2, 7, 6, 9], [5, 3, 9, 4]]],
  ['a convolution of 1 x 1', convolved(1, 'same'), [[2, 5, 4, 6], [1, 1, 6, 3]]],
  ['a convolution of few channels', convolved(1, 'same'), [[2, 7, 6, 1], [3, 3, 1, 5]]],
  ['a convolution without padding', convolved(1, 'valid'), [[2, 7, 6, 8], [3, 3, 8, 5]]],
  ['a convolution that halves', convolved(2, 'same'), [[2, 7, 6, 8], [3, 3, 8, 5]]],
  ['a depthwise convolution of 5 x 5', depthwise(1, 'same'), [[2, 7, 8, 6], [5, 5, 6, 1]]],
  ['a depthwise convolution of 5 x 5 that halves an even side', depthwise(2, 'same'), [[2, 8, 8, 6], [5, 5, 6, 1]]],
  ['a depthwise convolution of 5 x 5 that halves an odd side', depthwise(2, 'same'), [[2, 7, 9, 6], [5, 5, 6, 1]]],
  ['a depthwise convolution of 5 x 5 without padding', depthwise(1, 'valid'), [[2, 7, 8, 6], [5, 5, 6, 1]]],
  ['a depthwise convolution of 3 x 3', depthwise(1, 'same'), [[2, 7, 8, 6], [3, 3, 6, 1]]],
  ['a maximum over an even picture', pooled, [[2, 6, 8, 3]]],
  ['a maximum over an odd picture', pooled, [[2, 7, 9, 3]]],
  ['ReLU', (x) => tf.relu(x), [[3, 5, 4, 2]]],
  ['ReLU6', (x) => new ReLU6().apply(x.mul(4)) as Tensor, [[3, 5, 4, 2]]],
]; // prettier-ignore

function inputsOf(shapes: readonly (readonly number[])[]): Tensor[] {
  return shapes.map((shape, index) => normal([...shape], index + 1));
}

/** The gradients in all inputs of the outputs' sum under fixed weights. */
function gradientsOf(f: Function, shapes: readonly (readonly number[])[]): Float32Array[] {
  const weighed: Function = (...inputs) => {
    const output = f(...inputs);
    return output.mul(normal(output.shape, 9)).sum();
  };
  return tf
    .grads(weighed)(inputsOf(shapes))
    .map((gradient) => gradient.dataSync<'float32'>());
}

// Before anything is replaced: tfjs' own.
const expected = cases.map(([, f, shapes]) => gradientsOf(f, shapes));

describe('gradients taken a faster way', () => {
  useFastGradients();
  useFastGradients();

  test.each(cases.map((one, index) => [one[0], index] as const))('of %s are those of tfjs', (_, index) => {
    const [, f, shapes] = cases[index] as (typeof cases)[number];
    expect(gradientsOf(f, shapes).map((gradient) => [...gradient])).toEqual(
      expected[index]?.map((gradient) => Array.from(gradient, (value) => expect.closeTo(value, 4))),
    );
  });

  test.each(cases.map((one, index) => [one[0], index] as const))('of %s agree with finite differences', (_, index) => {
    const [, f, shapes] = cases[index] as (typeof cases)[number];
    const inputs = inputsOf(shapes);
    const gradients = gradientsOf(f, shapes);
    // Along one random direction of each input: (f(x + h d) - f(x - h d)) / 2 h, with a step that keeps float32's rounding below 1e-3.
    const step = 1e-3;
    inputs.forEach((input, which) => {
      const direction = normal(input.shape, 20 + which);
      const moved = (by: number) => inputs.map((one, place) => (place === which ? one.add(direction.mul(by)) : one));
      const [ahead, behind] = [f(...moved(step)), f(...moved(-step))];
      const slope = ahead.sub(behind).div(2 * step).mul(normal(ahead.shape, 9)).sum().dataSync()[0] ?? NaN; // prettier-ignore
      const along = (gradients[which] ?? new Float32Array()).reduce(
        (sum, value, place) => sum + value * (direction.dataSync()[place] ?? NaN),
        0,
      );
      expect(Math.abs(slope - along) / Math.max(1, Math.abs(along))).toBeLessThan(0.02);
    });
  });

  test('share the slope among the equal maxima of a window', () => {
    // The left window holds 5 twice and gets slope 2; the right one is level and gets slope 4.
    const x = tf.tensor4d([5, 1, 3, 3, 0, 5, 3, 3], [1, 2, 4, 1]);
    const slope = tf.grad((input: Tensor) =>
      pooled(input)
        .mul(tf.tensor4d([2, 4], [1, 1, 2, 1]))
        .sum(),
    )(x);
    expect([...slope.dataSync()]).toEqual([1, 0, 1, 1, 0, 1, 1, 1]);
  });

  test('keep no tensors', () => {
    cases.forEach(([, f, shapes]) => tf.tidy(() => void gradientsOf(f, shapes)));
    const before = tf.memory().numTensors;
    cases.forEach(([, f, shapes]) => tf.tidy(() => void gradientsOf(f, shapes)));
    expect(tf.memory().numTensors).toBe(before);
  });
});

test('softmax cross-entropy gives the value and the gradient of its definition', () => {
  const [logits, labels] = [normal([4, 2], 1) as Tensor2D, tf.tensor2d([1, 0, 0, 1, 0.3, 0.7, 0.5, 0.5], [4, 2])];
  const plain = (x: Tensor) => labels.mul(tf.logSoftmax(x)).sum(1).neg();
  const weighed = (f: (x: Tensor) => Tensor) => (x: Tensor) =>
    f(x)
      .mul(tf.tensor1d([1, -2, 3, 0.5]))
      .sum();
  const fused = (x: Tensor) => softmaxCrossEntropy(x as Tensor2D, labels);
  const close = (tensor: Tensor) => Array.from(tensor.dataSync(), (value) => expect.closeTo(value, 5));
  expect([...fused(logits).dataSync()]).toEqual(close(plain(logits)));
  expect([...tf.grad(weighed(fused))(logits).dataSync()]).toEqual(close(tf.grad(weighed(plain))(logits)));
});
