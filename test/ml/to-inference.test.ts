import { expect, test } from 'vitest';
import { compileNetwork } from '../../src/main/ml/compile-network';
import { toGraph } from '../../src/main/ml/graph/network-graph';
import { type BuiltNetwork, buildNetwork } from '../../src/main/ml/networks/build-network';
import { toInference } from '../../src/main/ml/networks/to-inference';
import { createPredictor } from '../../src/main/ml/predict';
import type { LayersModel, Tensor } from '../../src/main/ml/tensorflow';
import { tf } from '../../src/main/ml/tensorflow';
import { pictureFormOf, toNetworkInput } from '../../src/main/preprocess/network-input';
import type { PresetName } from '../../src/shared/training';
import { defaultsOf } from '../../src/shared/training-settings';
import { greyRamp } from '../support/pictures';
import { smallCard } from '../support/small-model';

const size = 64;

/** A preset's network whose normalisation has learnt something: fresh ones would hide a mistake in folding. */
async function learntNetwork(preset: PresetName): Promise<BuiltNetwork> {
  const built = await buildNetwork({ ...defaultsOf(preset), inputSize: size }, '');
  const moved = built.network.getWeights().map((weight, index) => weight.add(tf.randomUniform(weight.shape, 0, 0.3, 'float32', index)));
  built.network.setWeights(moved);
  return built;
}

const close = (tensor: Tensor) => [...tensor.dataSync()].map((value) => expect.closeTo(value, 4));
const outputsOf = (network: LayersModel, picture: Tensor) => [network.predict(picture) as Tensor | Tensor[]].flat();

for (const preset of ['seed-cnn', 'deep-cnn'] as const) {
  test(`${preset} in use gives what it gave in training, calibrated, as layers and as one graph`, async () => {
    const built = await learntNetwork(preset);
    const picture = tf.randomUniform([1, size, size, 1], -1, 1, 'float32', 6);
    const [logits, ...maps] = outputsOf(built.network, picture) as [Tensor, ...Tensor[]];
    // Of two class logits only the difference counts: (second - first) x slope + offset.
    const shift = logits.size === 1 ? [-0.5] : [0, -0.5];
    const expected = [close(logits.mul(2).add(shift)), ...maps.map(close)];

    const network = await tf.loadLayersModel(tf.io.fromMemory(await toInference(built, { slope: 2, offset: -0.5 })));
    expect(outputsOf(network, picture).map((output) => [...output.dataSync()])).toEqual(expected);
    expect(toGraph(network, size)).not.toBeNull();
    const compiled = compileNetwork(network, size);
    expect(compiled.run(picture.dataSync<'float32'>()).map((output) => [...output])).toEqual(expected);
    compiled.dispose();
  });
}

test('only normalisation that follows a convolution is folded away, and no layer of our own is left', async () => {
  const kinds = async (preset: PresetName) => {
    const artifacts = await toInference(await learntNetwork(preset), { slope: 1, offset: 0 });
    const { layers } = (artifacts.modelTopology as { config: { layers: { class_name: string }[] } }).config;
    return layers.filter(({ class_name }) => class_name === 'BatchNormalization').length;
  };
  // The seed's follow a maximum.
  expect([await kinds('seed-cnn'), await kinds('deep-cnn')]).toEqual([2, 0]);
});

test('a network without an opacity map gives a score, a heatmap of no cells and no boxes', async () => {
  const card = { ...smallCard, preprocessingVersion: 'square-area-1', inputSize: size };
  const built = await learntNetwork('seed-cnn');
  const predictor = await createPredictor(card, await toInference(built, { slope: 1, offset: 0 }));
  const input = toNetworkInput(greyRamp(80, 100), pictureFormOf(card));
  const [logits] = outputsOf(built.network, tf.tensor4d(input.values, [1, size, size, 1])) as [Tensor];
  const [first = NaN, second = NaN] = logits.dataSync();
  expect(predictor.predict(input)).toEqual({
    probability: expect.closeTo(1 / (1 + Math.exp(first - second)), 4),
    heatmap: { width: 0, height: 0, values: new Float32Array(), region: input.region },
    boxes: [],
  });
});
