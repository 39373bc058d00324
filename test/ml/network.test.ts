import { afterAll, describe, expect, test } from 'vitest';
import { BatchNormalization } from '../../src/main/ml/batch-normalization';
import { compileNetwork } from '../../src/main/ml/compile-network';
import { useFusedReluGradient } from '../../src/main/ml/fused-ops';
import { createPredictor } from '../../src/main/ml/predict';
import type { SymbolicTensor, Tensor, Tensor4D } from '../../src/main/ml/tensorflow';
import { tf } from '../../src/main/ml/tensorflow';
import { pictureFormOf, toNetworkInput } from '../../src/main/preprocess/network-input';
import { greyRamp } from '../support/pictures';
import { smallArtifacts, smallCard } from '../support/small-model';

const values = (tensor: Tensor) => [...tensor.dataSync()];
const ramp = (width: number, height: number) => toNetworkInput(greyRamp(width, height), pictureFormOf(smallCard));
const difference = (a: Tensor, b: Tensor) => tf.tidy(() => a.sub(b).abs().max().dataSync()[0] ?? NaN);

afterAll(() => tf.disposeVariables());

describe('fused ops', () => {
  test('batch normalisation gives the values and gradients of its definition', () => {
    const x = tf.randomNormal([3, 4, 5, 2], 1, 2, 'float32', 1) as Tensor4D;
    const weight = tf.randomNormal([3, 4, 5, 2], 0, 1, 'float32', 2);
    const layer = new BatchNormalization({ epsilon: 1e-3 });
    const fused = (input: Tensor) => layer.apply(input, { training: true }) as Tensor;
    const plain = (input: Tensor) => {
      const { mean, variance } = tf.moments(input, [0, 1, 2]);
      return input.sub(mean).div(variance.add(1e-3).sqrt());
    };
    const gradient = (f: (input: Tensor) => Tensor) => tf.grad((input: Tensor) => f(input).mul(weight).sum())(x);
    expect([difference(fused(x), plain(x)) < 1e-5, difference(gradient(fused), gradient(plain)) < 1e-4]).toEqual([true, true]);
  });

  test("ReLU's gradient passes where the input is positive, and nowhere else", () => {
    useFusedReluGradient();
    expect(
      values(
        tf.grad((x: Tensor) =>
          tf
            .relu(x)
            .mul(tf.tensor1d([1, 2, 3]))
            .sum(),
        )(tf.tensor1d([-1, 0, 5])),
      ),
    ).toEqual([0, 0, 3]);
  });
});

describe('prediction', () => {
  test('a network with a layer that has no translation runs as well', () => {
    const input = tf.input({ shape: [4, 4, 1] });
    const tripled = tf.layers.add().apply([input, input, input]) as SymbolicTensor;
    const compiled = compileNetwork(tf.model({ inputs: input, outputs: tripled }), 4);
    expect(compiled.run(new Float32Array(16).fill(0.5))).toEqual([new Float32Array(16).fill(1.5)]);
    compiled.dispose();
  });

  test('keeps no tensors, whatever it is asked', async () => {
    const predictor = await createPredictor(smallCard, await smallArtifacts());
    const before = tf.memory().numTensors;
    for (let index = 0; index < 50; index += 1) predictor.predict(ramp(60 + index, 90));
    expect(tf.memory().numTensors).toBe(before);
    predictor.dispose();
  });

  test('gives a heatmap over the padded square, and boxes only at or above the threshold', async () => {
    const artifacts = await smallArtifacts();
    const [always, never] = [
      await createPredictor({ ...smallCard, threshold: 0 }, artifacts),
      await createPredictor({ ...smallCard, threshold: 1 }, artifacts),
    ];
    const [positive, negative] = [always.predict(ramp(120, 80)), never.predict(ramp(120, 80))];
    expect(negative).toEqual({ ...positive, boxes: [] });
    expect(positive.boxes.length).toBeGreaterThan(0);
    expect(positive.heatmap).toMatchObject({ width: 4, height: 4, region: { x: 0, y: -20, width: 120, height: 120 } });
    expect(positive.heatmap.values.every((value) => value >= 0 && value <= 1)).toBe(true);
  });
});
