import { afterAll, expect, test } from 'vitest';
import { gradCam } from '../../src/main/ml/grad-cam';
import { Mirror } from '../../src/main/ml/mirror';
import type { Layer, SymbolicTensor } from '../../src/main/ml/tensorflow';
import { tf } from '../../src/main/ml/tensorflow';

afterAll(() => tf.disposeVariables());

const applied = (layer: Layer, x: SymbolicTensor | SymbolicTensor[]): SymbolicTensor => layer.apply(x) as SymbolicTensor;

/** Two channels, the picture and its negative, on the picture's own grid. */
function features(picture: SymbolicTensor, name: string): SymbolicTensor {
  const convolution = tf.layers.conv2d({ filters: 2, kernelSize: 1, useBias: false, name });
  const map = applied(convolution, picture);
  convolution.setWeights([tf.tensor4d([1, -1], [1, 1, 1, 2])]);
  return map;
}

/** A logit of the mean of each channel, weighted. */
function logit(map: SymbolicTensor, weights: readonly [number, number], name: string): SymbolicTensor {
  const dense = tf.layers.dense({ units: 1, useBias: false, name });
  const logits = applied(dense, applied(tf.layers.globalAveragePooling2d({}), map));
  dense.setWeights([tf.tensor2d([...weights], [2, 1])]);
  return logits;
}

test('weights each channel by its mean gradient, and shows what speaks for the logit only', () => {
  const picture = tf.input({ shape: [2, 2, 1] });
  const network = tf.model({ inputs: picture, outputs: logit(features(picture, 'features'), [8, 4], 'logit') });
  // Of 4 cells each adds a quarter of its channel's weight: gradients 2 and 1. The map is 2 x - x = x, its ReLU [1, 0, 3, 0], over its peak of 3.
  expect(gradCam(network, Float32Array.of(1, -2, 3, -4), 2)).toEqual(Float32Array.of(1 / 3, 0, 1, 0));
});

test('is nothing where nothing speaks for it', () => {
  const picture = tf.input({ shape: [2, 2, 1] });
  const network = tf.model({ inputs: picture, outputs: logit(features(picture, 'features'), [8, 4], 'logit') });
  expect(gradCam(network, Float32Array.of(-1, -2, -3, -4), 2)).toEqual(new Float32Array(4));
});

test('takes the mean over the last maps of an ensemble, and the second of two logits less the first', () => {
  const picture = tf.input({ shape: [2, 2, 1] });
  const [one, other] = [features(picture, 'one'), features(picture, 'other')];
  const outputs = applied(tf.layers.concatenate({}), [logit(one, [4, 0], 'first'), logit(other, [0, 8], 'second')]);
  // First map: gradient -1 and 0, so -x; its ReLU [0, 2, 0, 4]. Second: 0 and 2, of channel -x, so -2 x; [0, 4, 0, 8]. Mean [0, 3, 0, 6].
  expect(gradCam(tf.model({ inputs: picture, outputs }), Float32Array.of(1, -2, 3, -4), 2)).toEqual(Float32Array.of(0, 0.5, 0, 1));
});

test('looks at the layers that it is told to', () => {
  const picture = tf.input({ shape: [2, 2, 1] });
  const pooled = applied(tf.layers.averagePooling2d({ poolSize: 2 }), features(picture, 'earlier'));
  const network = tf.model({ inputs: picture, outputs: logit(pooled, [8, 4], 'logit') });
  // On one cell the mean is -1/2: nothing speaks for it. Before the pooling the cells differ, with gradients as in the first test.
  expect(gradCam(network, Float32Array.of(1, -2, 3, -4), 2)).toEqual(Float32Array.of(0));
  expect(gradCam(network, Float32Array.of(1, -2, 3, -4), 2, /^earlier$/u)).toEqual(Float32Array.of(1 / 3, 0, 1, 0));
  expect(() => gradCam(network, new Float32Array(4), 2, /^other$/u)).toThrow('has no feature map to look at');
});

test('mirrors the map of a mirrored pass back', () => {
  const picture = tf.input({ shape: [2, 2, 1] });
  const network = tf.model({ inputs: picture, outputs: logit(features(applied(new Mirror({}), picture), 'mirrored'), [8, 4], 'logit') });
  // As without a mirror: in the mirror it is [0, 1, 0, 3].
  expect(gradCam(network, Float32Array.of(1, -2, 3, -4), 2)).toEqual(Float32Array.of(1 / 3, 0, 1, 0));
});

test('holds no tensor beyond the call', () => {
  const picture = tf.input({ shape: [2, 2, 1] });
  const network = tf.model({ inputs: picture, outputs: logit(features(picture, 'features'), [8, 4], 'logit') });
  const before = tf.memory().numTensors;
  gradCam(network, Float32Array.of(1, -2, 3, -4), 2);
  expect(tf.memory().numTensors).toBe(before);
});
