import { afterAll, describe, expect, test } from 'vitest';
import { BatchNormalization } from '../../src/main/ml/batch-normalization';
import { compileNetwork } from '../../src/main/ml/compile-network';
import { toGraph } from '../../src/main/ml/graph/network-graph';
import { Mirror } from '../../src/main/ml/mirror';
import type { LayersModel, SymbolicTensor, Tensor } from '../../src/main/ml/tensorflow';
import { tf } from '../../src/main/ml/tensorflow';

afterAll(() => tf.disposeVariables());

type AnyLayer = Pick<ReturnType<typeof tf.layers.reLU>, 'apply'>;
type Join = (x: SymbolicTensor) => SymbolicTensor;

const through =
  (layer: AnyLayer): Join =>
  (x) =>
    layer.apply(x) as SymbolicTensor;

/** Three channels out of the picture, positive and negative, then what is tried. */
function networkOf(tried: Join, size: number): LayersModel {
  const input = tf.input({ shape: [size, size, 1] });
  const channels = through(
    tf.layers.conv2d({ filters: 3, kernelSize: 3, kernelInitializer: tf.initializers.randomUniform({ minval: -9, maxval: 9, seed: 1 }) }),
  )(input);
  return tf.model({ inputs: input, outputs: tried(channels) });
}

function normalisation(): Join {
  const layer = new BatchNormalization({ epsilon: 0.01 });
  return (x) => {
    const normalised = layer.apply(x) as SymbolicTensor;
    const weights = [1, 2, 3, 4].map((seed) => tf.randomUniform([3], 0.5, 2, 'float32', seed));
    layer.setWeights(weights);
    tf.dispose(weights);
    return normalised;
  };
}

const kernelInitializer = tf.initializers.glorotNormal({ seed: 2 });
const biasInitializer = tf.initializers.randomNormal({ seed: 3 });

describe('as a graph a layer gives what tfjs gives', () => {
  const layers: Readonly<Record<string, Join>> = {
    'a convolution without bias': through(
      tf.layers.conv2d({ filters: 2, kernelSize: 3, strides: 2, padding: 'same', useBias: false, kernelInitializer }),
    ),
    'a depthwise convolution': through(
      tf.layers.depthwiseConv2d({ kernelSize: 3, padding: 'same', depthwiseInitializer: kernelInitializer, biasInitializer }),
    ),
    'a depthwise convolution at every other cell, of two kernels a channel': through(
      tf.layers.depthwiseConv2d({
        kernelSize: 5,
        strides: 2,
        depthMultiplier: 2,
        padding: 'same',
        useBias: false,
        depthwiseInitializer: kernelInitializer,
      }),
    ),
    'batch normalisation': normalisation(),
    ReLU: through(tf.layers.reLU()),
    ReLU6: through(tf.layers.reLU({ maxValue: 6 })),
    'the maximum of neighbours': through(tf.layers.maxPooling2d({ poolSize: 3, strides: 2 })),
    'the mean of neighbours': through(tf.layers.averagePooling2d({ poolSize: 2, padding: 'same' })),
    'enlargement by repetition': through(tf.layers.upSampling2d({ size: [2, 3] })),
    'left and right swapped': through(new Mirror({})),
    dropout: through(tf.layers.dropout({ rate: 0.5 })),
    'cells in a row, then units': (x) =>
      through(tf.layers.dense({ units: 4, kernelInitializer, biasInitializer }))(through(tf.layers.flatten())(x)),
  };

  test.each(Object.entries(layers))('%s', (_, tried) => {
    const network = networkOf(tried, 13);
    const picture = tf.randomUniform([1, 13, 13, 1], -1, 1, 'float32', 6);
    const expected = [...(network.predict(picture) as Tensor).dataSync()].map((value) => expect.closeTo(value, 4));
    expect(toGraph(network, 13)).not.toBeNull();
    const compiled = compileNetwork(network, 13);
    expect(compiled.run(picture.dataSync<'float32'>()).map((output) => [...output])).toEqual([expected]);
    compiled.dispose();
  });
});

test('a network of several passes, two networks and the mirror image beside the picture, gives what tfjs gives', () => {
  const size = 13;
  const picture = tf.input({ shape: [size, size, 1] });
  const mirrored = new Mirror({}).apply(picture) as SymbolicTensor;
  const passes = [4, 5].flatMap((seed) => {
    const randomFrom = (start: number) => tf.initializers.randomNormal({ seed: start });
    const features = through(tf.layers.conv2d({ filters: 3, kernelSize: 3, strides: 2, kernelInitializer: randomFrom(seed) }));
    const logit = through(tf.layers.dense({ units: 1, kernelInitializer: randomFrom(10 * seed) }));
    // Each layer is called twice.
    return [picture, mirrored].map((seen) => logit(through(tf.layers.globalMaxPooling2d({}))(features(seen))));
  });
  const outputs = [tf.layers.average().apply(passes), tf.layers.concatenate().apply(passes)] as SymbolicTensor[];
  const network = tf.model({ inputs: picture, outputs });
  const values = tf.randomUniform([1, size, size, 1], -1, 1, 'float32', 6);
  const [mean, members] = (network.predict(values) as Tensor[]).map((output) => [...output.dataSync()]) as [number[], number[]];
  expect(new Set(members).size).toBe(4);
  const graph = Buffer.from(toGraph(network, size)?.bytes ?? []);
  const kernels = network.weights.filter(({ shape }) => shape.length > 1).map((weight) => bytesOf(weight.read()));
  expect(kernels.map((kernel) => timesIn(graph, kernel))).toEqual([1, 1, 1, 1]);
  const compiled = compileNetwork(network, size);
  const close = (given: number[]) => given.map((value) => expect.closeTo(value, 5) as number);
  expect(compiled.run(values.dataSync<'float32'>()).map((output) => [...output])).toEqual([close(mean), close(members)]);
  compiled.dispose();
});

/** A tensor's floats as a graph holds them. */
function bytesOf(tensor: Tensor): Buffer {
  const values = tensor.dataSync<'float32'>();
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength);
}

function timesIn(all: Buffer, part: Buffer): number {
  const at = all.indexOf(part);
  return at === -1 ? 0 : 1 + timesIn(all.subarray(at + part.length), part);
}

test('a mirror swaps the columns, and nothing else', () => {
  // Two rows of three columns, one channel.
  const mirrored = new Mirror({}).apply(tf.tensor4d([1, 2, 3, 4, 5, 6], [1, 2, 3, 1])) as Tensor;
  expect([...mirrored.dataSync()]).toEqual([3, 2, 1, 6, 5, 4]);
});

test('settings that have no translation are left to tfjs', () => {
  const layers = [
    tf.layers.conv2d({ filters: 1, kernelSize: 3, dilationRate: 2 }),
    tf.layers.conv2d({ filters: 1, kernelSize: 3, activation: 'tanh' }),
    tf.layers.reLU({ maxValue: 1 }),
    tf.layers.upSampling2d({ size: [2, 2], interpolation: 'bilinear' }),
  ];
  expect(layers.map((layer) => toGraph(networkOf(through(layer), 13), 13))).toEqual([null, null, null, null]);
});
