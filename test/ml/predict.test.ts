import { afterAll, describe, expect, test } from 'vitest';
import { artifactsOf } from '../../src/main/ml/network-artifacts';
import { Mirror } from '../../src/main/ml/mirror';
import { seedCnn } from '../../src/main/ml/networks/seed-cnn';
import { createPredictor } from '../../src/main/ml/predict';
import type { SymbolicTensor, Tensor } from '../../src/main/ml/tensorflow';
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
      spread: null,
      corrections: [],
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

describe('a network of several passes', () => {
  const card = { ...smallCard, id: 'passes', inputSize: 32, preprocessingVersion: 'square-area-1', overlayMethod: '' };

  test('gives the lowest and the highest probability of them as the spread', async () => {
    const predictor = await createPredictor(card, await artifactsOf(networkOfPasses([-1, 2, 0.5])));
    // Sigmoids of the lowest logit, -1, and of the highest, 2; of their mean, 0.5, the score's.
    expect(predictor.predict(toNetworkInput(greyRamp(64, 64), pictureFormOf(card)))).toMatchObject({
      probability: expect.closeTo(0.62246, 5) as number,
      spread: { low: expect.closeTo(0.26894, 5) as number, high: expect.closeTo(0.8808, 5) as number },
    });
    predictor.dispose();
  });

  test('finds them behind an opacity map too, and is refused where there is one pass only, or something else behind', async () => {
    const withMap = { ...card, overlayMethod: 'Opacity map' };
    const predictor = await createPredictor(withMap, await artifactsOf(networkOfPasses([-1, 2], 'map')));
    expect(predictor.predict(toNetworkInput(greyRamp(64, 64), pictureFormOf(card)))).toMatchObject({
      spread: { low: expect.closeTo(0.26894, 5) as number, high: expect.closeTo(0.8808, 5) as number },
      heatmap: { width: 32, height: 32 },
    });
    predictor.dispose();
    for (const wrong of [networkOfPasses([1]), networkOfPasses([-1, 2], 'more')]) {
      await expect(createPredictor(card, await artifactsOf(wrong))).rejects.toMatchObject({
        failure: { code: 'model-unusable', message: expect.stringContaining('its outputs are not one or two class logits') as string },
      });
    }
  });
});

/** Each pass gives one of these logits, whatever it is shown; the score is of their mean. */
function networkOfPasses(logits: readonly number[], further?: 'map' | 'more') {
  const input = tf.input({ shape: [32, 32, 1] });
  const mirrored = new Mirror({}).apply(input) as SymbolicTensor;
  const pooled = tf.layers.globalMaxPooling2d({}).apply(mirrored) as SymbolicTensor;
  const passes = logits.map(
    (value) =>
      tf.layers
        .dense({ units: 1, kernelInitializer: 'zeros', biasInitializer: tf.initializers.constant({ value }) })
        .apply(pooled) as SymbolicTensor,
  );
  const [first] = passes as [SymbolicTensor];
  const members = passes.length === 1 ? first : (tf.layers.concatenate().apply(passes) as SymbolicTensor);
  const logit = passes.length === 1 ? first : (tf.layers.average().apply(passes) as SymbolicTensor);
  const map = tf.layers.activation({ activation: 'sigmoid' }).apply(input) as SymbolicTensor;
  return tf.model({
    inputs: input,
    outputs: [logit, ...(further === 'map' ? [map] : []), members, ...(further === 'more' ? [members] : [])],
  });
}

test('a network of other outputs is refused', async () => {
  const input = tf.input({ shape: [64, 64, 1] });
  const flat = tf.layers.flatten().apply(input) as Parameters<typeof tf.model>[0]['outputs'];
  await expect(createPredictor(smallCard, await artifactsOf(tf.model({ inputs: input, outputs: flat })))).rejects.toMatchObject({
    failure: { code: 'model-unusable', message: expect.stringContaining('its outputs are not one or two class logits') as string },
  });
});
