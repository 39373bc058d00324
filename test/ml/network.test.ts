import { afterAll, describe, expect, test } from 'vitest';
import { compileNetwork } from '../../src/main/ml/compile-network';
import { createPredictor } from '../../src/main/ml/predict';
import type { SymbolicTensor } from '../../src/main/ml/tensorflow';
import { tf } from '../../src/main/ml/tensorflow';
import { pictureFormOf, toNetworkInput } from '../../src/main/preprocess/network-input';
import { greyRamp } from '../support/pictures';
import { smallArtifacts, smallCard } from '../support/small-model';

const ramp = (width: number, height: number) => toNetworkInput(greyRamp(width, height), pictureFormOf(smallCard));

afterAll(() => tf.disposeVariables());

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

  test('gives a heatmap over the padded square, and boxes whatever the threshold, which the reader may choose otherwise', async () => {
    const artifacts = await smallArtifacts();
    const [always, never] = [
      await createPredictor({ ...smallCard, threshold: 0 }, artifacts),
      await createPredictor({ ...smallCard, threshold: 1 }, artifacts),
    ];
    const positive = always.predict(ramp(120, 80));
    expect(never.predict(ramp(120, 80))).toEqual(positive);
    expect(positive.boxes.length).toBeGreaterThan(0);
    expect(positive.heatmap).toMatchObject({ width: 4, height: 4, region: { x: 0, y: -20, width: 120, height: 120 } });
    expect(positive.heatmap.values.every((value) => value >= 0 && value <= 1)).toBe(true);
  });
});
