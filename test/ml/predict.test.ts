import { afterAll, describe, expect, test } from 'vitest';
import { artifactsOf } from '../../src/main/ml/network-artifacts';
import { seedCnn } from '../../src/main/ml/networks/seed-cnn';
import { createPredictor } from '../../src/main/ml/predict';
import type { Tensor } from '../../src/main/ml/tensorflow';
import { tf } from '../../src/main/ml/tensorflow';
import { pictureFormOf, toNetworkInput } from '../../src/main/preprocess/network-input';
import { greyRamp } from '../support/pictures';
import { smallArtifacts, smallCard } from '../support/small-model';

afterAll(() => tf.disposeVariables());

describe('a network of two class logits and no map', () => {
  const card = { ...smallCard, id: 'two-logits', inputSize: 32, preprocessingVersion: 'square-area-1', overlayMethod: '' };

  test('scores by the logits’ difference, with an empty heatmap and no boxes', async () => {
    const network = seedCnn(card.inputSize, 5);
    const input = toNetworkInput(greyRamp(120, 80), pictureFormOf(card));
    const [healthy = NaN, pneumonia = NaN] = (network.predict(tf.tensor4d(input.values, [1, 32, 32, 1])) as Tensor).dataSync();
    const predictor = await createPredictor(card, await artifactsOf(network));
    expect(predictor.predict(input)).toEqual({
      // Softmax over the two: e^p / (e^h + e^p).
      probability: expect.closeTo(Math.exp(pneumonia) / (Math.exp(healthy) + Math.exp(pneumonia)), 5) as number,
      heatmap: { width: 0, height: 0, values: new Float32Array(), region: { x: 0, y: -20, width: 120, height: 120 } },
      boxes: [],
    });
    predictor.dispose();
  });

  test('is refused where its card promises an overlay, as is a network with a map where the card has none', async () => {
    const withoutMap = await artifactsOf(seedCnn(card.inputSize, 5));
    await expect(createPredictor({ ...card, overlayMethod: 'Opacity map' }, withoutMap)).rejects.toMatchObject({
      failure: { code: 'model-unusable', message: expect.stringContaining('has no opacity map, and its card says otherwise') as string },
    });
    await expect(createPredictor({ ...smallCard, overlayMethod: '' }, await smallArtifacts())).rejects.toMatchObject({
      failure: { code: 'model-unusable', message: expect.stringContaining('has an opacity map, and its card says otherwise') as string },
    });
  });
});

test('a network of other outputs is refused', async () => {
  const input = tf.input({ shape: [64, 64, 1] });
  const flat = tf.layers.flatten().apply(input) as Parameters<typeof tf.model>[0]['outputs'];
  await expect(createPredictor(smallCard, await artifactsOf(tf.model({ inputs: input, outputs: flat })))).rejects.toMatchObject({
    failure: { code: 'model-unusable', message: expect.stringContaining('its outputs are not one or two class logits') as string },
  });
});
