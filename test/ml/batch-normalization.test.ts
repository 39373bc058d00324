import { expect, test } from 'vitest';
import { BatchNormalization } from '../../src/main/ml/batch-normalization';
import { Dropout } from '../../src/main/ml/dropout';
import type { Layer, Scalar, Tensor, Tensor4D, Variable } from '../../src/main/ml/tensorflow';
import { tf } from '../../src/main/ml/tensorflow';

const x = tf.randomNormal([3, 4, 5, 2], 1, 2, 'float32', 1) as Tensor4D;
const weight = tf.randomNormal([3, 4, 5, 2], 0, 1, 'float32', 2);
const close = (tensor: Tensor) => Array.from(tensor.dataSync(), (value) => expect.closeTo(value, 4));
const values = (tensor: Tensor) => [...tensor.dataSync()];

function weighed(layer: Layer) {
  const [gamma, beta] = [tf.tensor1d([1.5, -0.5]), tf.tensor1d([0.2, 0.7])];
  layer.build(x.shape);
  layer.setWeights([gamma, beta, tf.zeros([2]), tf.ones([2])]);
  return layer;
}

test('batch normalisation gives the values and gradients of tfjs’ own layer, in the input and both weights', () => {
  const fused = weighed(new BatchNormalization());
  const plain = weighed(tf.layers.batchNormalization());
  const loss = (layer: Layer, input: Tensor) => (layer.apply(input, { training: true }) as Tensor).mul(weight).sum();
  const inInput = (layer: Layer) => tf.grad((input: Tensor) => loss(layer, input))(x);
  const inWeights = (layer: Layer) => {
    const variables = layer.trainableWeights.map((one) => one.read() as Variable);
    const { grads } = tf.variableGrads(() => loss(layer, x) as Scalar, variables);
    return variables.map(({ name }) => grads[name] as Tensor);
  };
  expect(values(fused.apply(x, { training: true }) as Tensor)).toEqual(close(plain.apply(x, { training: true }) as Tensor));
  expect(values(inInput(fused))).toEqual(close(inInput(plain)));
  expect(inWeights(fused).map(values)).toEqual(inWeights(plain).map(close));
});

test('moves its averages towards the batch, by the variance with Bessel’s correction', () => {
  const layer = new BatchNormalization({ momentum: 0.75 });
  // Two values, 1 and 5: mean 3, variance 4, corrected 4 x 2 / 1 = 8. From 0 and 1: 0.25 x 3, and 0.75 x 1 + 0.25 x 8.
  layer.apply(tf.tensor4d([1, 5], [2, 1, 1, 1]), { training: true });
  expect(layer.getWeights().slice(2).map(values)).toEqual([[0.75], [2.75]]);
});

test('normalises by the averages while frozen, and leaves them', () => {
  const layer = new BatchNormalization({ epsilon: 0 });
  layer.build([null, 1, 1, 1]);
  layer.setWeights([tf.tensor1d([2]), tf.tensor1d([1]), tf.tensor1d([3]), tf.tensor1d([4])]);
  layer.setFrozen(true);
  // 2 (5 - 3) / 2 + 1
  expect(values(layer.apply(tf.tensor4d([5], [1, 1, 1, 1]), { training: true }) as Tensor)).toEqual([3]);
  expect(layer.getWeights().map(values)).toEqual([[2], [1], [3], [4]]);
});

test('dropout follows from its key, keeps the mean, and drops whole channels where told to', () => {
  const layer = new Dropout({ rate: 0.25, noiseShape: [null, 1, 1, null] });
  const ones = tf.ones([200, 2, 3, 4]);
  const dropped = (key: readonly [number, number]) => {
    layer.setKey(key);
    return layer.apply(ones, { training: true }) as Tensor;
  };
  const first = dropped([1, 2]);
  const spread = first.max([1, 2]).sub(first.min([1, 2]));
  expect(values(dropped([1, 2]))).toEqual(values(first));
  expect(values(dropped([1, 3]))).not.toEqual(values(first));
  expect([values(spread.max())[0], values(layer.apply(ones) as Tensor).every((value) => value === 1)]).toEqual([0, true]);
  // 800 channels kept with 3 / 4 have a share within five deviations, 0.077.
  expect(Math.abs((values(first.mean())[0] ?? NaN) - 1)).toBeLessThan(0.077 / 0.75);
  expect(new Set(values(first))).toEqual(new Set([0, Math.fround(1 / 0.75)]));
});
