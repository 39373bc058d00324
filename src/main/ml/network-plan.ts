import type { Layer, LayersModel, Tensor, Tensor4D } from './tensorflow';
import { nativeBackend, tf } from './tensorflow';

/** A network as a list of calls: a picture (1, height, width, 1) in, its outputs out. To be called inside tf.tidy. */
export type NetworkPlan = (picture: Tensor4D) => Tensor[];

type Step = (inputs: readonly Tensor[]) => Tensor;

/**
 * Prepares a network for one prediction after another. tfjs goes through every layer's bookkeeping at each call, a tenth of a small
 * network's time; here the layers that there are many of become the single TensorFlow ops they stand for, prepared once. Any other
 * kind of layer is called as it is.
 */
export function planNetwork(network: LayersModel): NetworkPlan {
  const steps = network.layers
    .filter((layer) => layer.getClassName() !== 'InputLayer')
    .map((layer) => ({ name: layer.name, inputs: inputNames(layer), run: stepOf(layer) }));
  const [inputName = ''] = network.inputNames;
  return (picture) => {
    const values = new Map<string, Tensor>([[inputName, picture]]);
    for (const { name, inputs, run } of steps) values.set(name, run(inputs.map((input) => valueOf(values, input))));
    return network.outputNames.map((name) => valueOf(values, name));
  };
}

function valueOf(values: ReadonlyMap<string, Tensor>, name: string): Tensor {
  const value = values.get(name);
  if (value === undefined) throw new Error(`the network asks for ${name} before it is computed`);
  return value;
}

function inputNames(layer: Layer): readonly string[] {
  return layer.inboundNodes[0]?.inboundLayers.map((inbound) => inbound.name) ?? [];
}

function stepOf(layer: Layer): Step {
  const kind = layer.getClassName();
  if (kind === 'ReLU') return (inputs) => run('Relu', inputs);
  if (kind === 'Add' && inputNames(layer).length === 2) return (inputs) => run('AddV2', inputs);
  if (kind === 'Conv2D' && layer.getConfig().useBias === true && layer.getConfig().activation === 'linear') return convolution(layer);
  return (inputs) => layer.apply([...inputs]) as Tensor;
}

function run(op: string, inputs: readonly Tensor[]): Tensor {
  const backend = nativeBackend();
  return backend.executeSingleOutput(op, [{ name: 'T', type: backend.binding.TF_ATTR_TYPE, value: backend.binding.TF_FLOAT }], inputs);
}

function convolution(layer: Layer): Step {
  const backend = nativeBackend();
  const { binding } = backend;
  const { strides, padding } = layer.getConfig() as { strides: number[]; padding: string };
  const [kernel, bias] = layer.getWeights() as [Tensor, Tensor];
  const attributes = [
    { name: 'T', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT },
    { name: 'strides', type: binding.TF_ATTR_INT, value: [1, ...strides, 1] },
    { name: 'padding', type: binding.TF_ATTR_STRING, value: padding.toUpperCase() },
    { name: 'data_format', type: binding.TF_ATTR_STRING, value: 'NHWC' },
  ];
  return ([input]) => run('BiasAdd', [backend.executeSingleOutput('Conv2D', attributes, [input as Tensor, kernel]), bias]);
}

/** Runs a plan on one picture; holds no tensor beyond the call. */
export function runPlan(plan: NetworkPlan, values: Float32Array, size: number): Float32Array[] {
  return tf.tidy(() => plan(tf.tensor4d(values, [1, size, size, 1])).map((output) => output.dataSync<'float32'>()));
}
