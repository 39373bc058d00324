import { expect, test } from 'vitest';
import { BatchNormalization } from '../../src/main/ml/batch-normalization';
import { compileNetwork } from '../../src/main/ml/compile-network';
import { toGraph } from '../../src/main/ml/graph/network-graph';
import { type BuiltNetwork, buildNetwork } from '../../src/main/ml/networks/build-network';
import { applied } from '../../src/main/ml/networks/apply-layer';
import { efficientNetLite0 } from '../../src/main/ml/networks/efficientnet-lite';
import { mapEvidence } from '../../src/main/ml/networks/map-evidence';
import { toInference } from '../../src/main/ml/networks/to-inference';
import type { LayersModel, SymbolicTensor, Tensor } from '../../src/main/ml/tensorflow';
import { tf } from '../../src/main/ml/tensorflow';
import type { PresetName } from '../../src/shared/training';
import { defaultsOf } from '../../src/shared/training-presets';

const size = 64;

/** A preset's network whose normalisation has learnt something: fresh ones would hide a mistake in folding. */
async function learntNetwork(preset: PresetName): Promise<BuiltNetwork> {
  const built = await buildNetwork({ ...defaultsOf(preset), inputSize: size }, '');
  const moved = built.network.getWeights().map((weight, index) => weight.add(tf.randomUniform(weight.shape, 0, 0.3, 'float32', index)));
  built.network.setWeights(moved);
  return built;
}

/** To four places, of large values to as many digits: how floats round differs between processors. */
const close = (tensor: Tensor) =>
  [...tensor.dataSync()].map((value) => expect.closeTo(value, 4 - Math.floor(Math.log10(1 + Math.abs(value)))));
const outputsOf = (network: LayersModel, picture: Tensor) => [network.predict(picture) as Tensor | Tensor[]].flat();

/** The transfer network with values of our own in place of ImageNet's, which come with the set-up, and a plainer way to its map. */
function learntTransfer(): Pick<BuiltNetwork, 'network'> {
  const input = tf.input({ shape: [null, null, 1] });
  const { sixteenth, thirtySecond } = efficientNetLite0(input);
  const doubled = applied(tf.layers.upSampling2d({ size: [2, 2] }), thirtySecond);
  const { logit, map } = mapEvidence(applied(tf.layers.concatenate(), [sixteenth, doubled]), 1);
  const network = tf.model({ inputs: input, outputs: [logit, map] });
  tf.tidy(() => {
    for (const layer of network.layers) {
      if (layer instanceof BatchNormalization)
        layer.setWeights(layer.getWeights().map(({ shape }, place) => waves(shape, place).mul(0.3).add(1)));
      else if (/^(stem|head|block_.*)$/.test(layer.name))
        layer.setWeights(layer.getWeights().map(({ shape }) => waves(shape, 0).mul(spreadOf(shape))));
    }
  });
  return { network };
}

/** Values from -1 to 1 in which no kernel sees a pattern. */
function waves(shape: number[], phase: number): Tensor {
  const count = shape.reduce((product, side) => product * side, 1);
  return tf.range(0, count).square().mul(0.618).add(phase).sin().reshape(shape);
}

/** Keeps values from growing from layer to layer: of a kernel (height, width, input, output), or (height, width, channel, 1). */
function spreadOf([height = 1, width = 1, channels = 1, outputs = 1]: readonly number[]): number {
  return 1.5 / Math.sqrt(height * width * (outputs === 1 ? 1 : channels));
}

const networks = {
  'seed-cnn': () => learntNetwork('seed-cnn'),
  'deep-cnn': () => learntNetwork('deep-cnn'),
  transfer: learntTransfer,
} as const;

for (const [preset, build] of Object.entries(networks)) {
  test(`${preset} in use gives what it gave in training, calibrated, as layers and as one graph`, async () => {
    const built = await build();
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
  const kinds = async (preset: keyof typeof networks) => {
    const artifacts = await toInference(await networks[preset](), { slope: 1, offset: 0 });
    const { layers } = (artifacts.modelTopology as { config: { layers: { class_name: string }[] } }).config;
    return layers.filter(({ class_name }) => class_name === 'BatchNormalization').length;
  };
  // The seed's follow a maximum.
  expect([await kinds('seed-cnn'), await kinds('deep-cnn'), await kinds('transfer')]).toEqual([2, 0, 0]);
});

test('a convolution that is answered or used a second time keeps to itself, and a depthwise one of two kernels a channel takes its normalisation in', async () => {
  const input = tf.input({ shape: [8, 8, 2] });
  const convolution = () => tf.layers.conv2d({ filters: 4, kernelSize: 3, padding: 'same' });
  const normalised = (x: SymbolicTensor) => applied(new BatchNormalization(), x);
  const [shared, answered] = [applied(convolution(), input), applied(convolution(), input)];
  const depthwise = applied(tf.layers.depthwiseConv2d({ kernelSize: 3, depthMultiplier: 2, padding: 'same' }), input);
  const sum = applied(tf.layers.add(), [normalised(shared), shared, normalised(answered), normalised(depthwise)]);
  const logits = applied(tf.layers.dense({ units: 1 }), applied(tf.layers.flatten(), sum));
  const trained = tf.model({ inputs: input, outputs: [logits, answered] });
  for (const layer of trained.layers) {
    if (layer instanceof BatchNormalization)
      layer.setWeights(layer.getWeights().map(({ shape }, place) => waves(shape, place).mul(0.3).add(1)));
  }
  const network = await tf.loadLayersModel(tf.io.fromMemory(await toInference({ network: trained }, { slope: 1, offset: 0 })));
  const picture = tf.randomUniform([1, 8, 8, 2], -1, 1, 'float32', 6);
  expect([network.layers.length, ...outputsOf(network, picture).map((output) => [...output.dataSync()])]).toEqual([
    trained.layers.length - 1,
    ...outputsOf(trained, picture).map(close),
  ]);
});
