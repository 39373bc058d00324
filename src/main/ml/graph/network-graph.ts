import type { Layer, LayersModel } from '../tensorflow';
import { constant, count, counts, floats, type GraphNode, ints, node, placeholder, savedModel, text } from './graph-nodes';

/** A network as a TensorFlow graph with its weights as constants. */
export interface NetworkGraph {
  /** The content of saved_model.pb. */
  readonly bytes: Uint8Array;
  /** The node that takes the picture (1, size, size, 1). */
  readonly input: string;
  /** The nodes that give the network's outputs, in its order. */
  readonly outputs: readonly string[];
}

/** Translates a network of one input for pictures of size x size; null where it has a kind of layer that is not translated. */
export function toGraph(network: LayersModel, size: number): NetworkGraph | null {
  // Layers' names may hold what a node's name may not.
  const names = new Map(network.layers.map((layer, index) => [layer.name, `layer_${index}`]));
  const nameOf = (layer: string) => names.get(layer) ?? layer;
  const nodes: GraphNode[] = [];
  for (const layer of network.layers) {
    const inputs = layer.inboundNodes[0]?.inboundLayers.map((inbound) => nameOf(inbound.name)) ?? [];
    const translated = translate(layer, nameOf(layer.name), inputs, size);
    if (translated === null) return null;
    nodes.push(...translated);
  }
  return { bytes: savedModel(nodes), input: nameOf(network.inputNames[0] ?? ''), outputs: network.outputNames.map(nameOf) };
}

interface LayerSettings {
  readonly strides?: readonly number[];
  readonly poolSize?: readonly number[];
  readonly padding?: string;
  readonly activation?: string;
  readonly useBias?: boolean;
  readonly maxValue?: number | null;
  readonly axis?: number;
}

function translate(layer: Layer, name: string, inputs: readonly string[], size: number): GraphNode[] | null {
  const settings = layer.getConfig() as LayerSettings;
  const [input = ''] = inputs;
  const isWeighing = settings.useBias === true && settings.activation === 'linear';
  switch (layer.getClassName()) {
    case 'InputLayer':
      return [placeholder(name, [1, size, size, 1])];
    case 'Conv2D':
      return isWeighing ? weighed(layer, name, 'Conv2D', input, { ...window(settings, settings.strides), T: floats }) : null;
    case 'Dense':
      return isWeighing ? weighed(layer, name, 'MatMul', input, { T: floats }) : null;
    case 'ReLU':
      return (settings.maxValue ?? null) === null ? [node(name, 'Relu', inputs, { T: floats })] : null;
    case 'Add':
      return inputs.length === 2 ? [node(name, 'AddV2', inputs, { T: floats })] : null;
    case 'Activation':
      return settings.activation === 'sigmoid' ? [node(name, 'Sigmoid', inputs, { T: floats })] : null;
    case 'AveragePooling2D': {
      const { poolSize: side = [] } = settings;
      return [node(name, 'AvgPool', inputs, { ...window(settings, settings.strides), ksize: counts([1, ...side, 1]), T: floats })];
    }
    case 'GlobalMaxPooling2D':
      return overPicture(name, 'Max', input);
    case 'GlobalAveragePooling2D':
      return overPicture(name, 'Mean', input);
    case 'Concatenate':
      return [
        constant(`${name}_axis`, Int32Array.of(settings.axis ?? -1), []),
        node(name, 'ConcatV2', [...inputs, `${name}_axis`], { N: count(inputs.length), T: floats, Tidx: ints }),
      ];
    default:
      return null;
  }
}

function window({ padding = '' }: LayerSettings, strides: readonly number[] = []) {
  return { strides: counts([1, ...strides, 1]), padding: text(padding.toUpperCase()) };
}

/** A linear layer: `op` with the kernel, then the bias. */
function weighed(layer: Layer, name: string, op: string, input: string, attributes: Parameters<typeof node>[3]): GraphNode[] {
  const weights = layer.getWeights();
  const parts = [`${name}_kernel`, `${name}_bias`] as const;
  return [
    ...parts.map((part, index) => constant(part, weights[index]?.dataSync<'float32'>() ?? new Float32Array(), weights[index]?.shape ?? [])),
    node(`${name}_product`, op, [input, parts[0]], attributes),
    node(name, 'BiasAdd', [`${name}_product`, parts[1]], { T: floats }),
  ];
}

/** One value for each channel of a picture (1, height, width, channels). */
function overPicture(name: string, op: 'Max' | 'Mean', input: string): GraphNode[] {
  return [constant(`${name}_axes`, Int32Array.of(1, 2), [2]), node(name, op, [input, `${name}_axes`], { T: floats, Tidx: ints })];
}
