import { widthAxis } from '../mirror';
import type { Layer, Tensor } from '../tensorflow';
import { constant, count, counts, floats, type GraphNode, ints, node, placeholder, text } from './graph-nodes';

/** A layer on its way into a graph. */
export interface PlacedLayer {
  readonly layer: Layer;
  /** The node that gives the layer's output. */
  readonly name: string;
  /** The node of the layer's first call: the layer's weights are constants beside that one, and every call reads them there. */
  readonly firstName: string;
  /** The nodes that give its inputs. */
  readonly inputs: readonly string[];
  /** Of its output, for one picture. */
  readonly shape: readonly number[];
}

interface LayerSettings {
  readonly strides?: readonly number[];
  readonly poolSize?: readonly number[];
  readonly padding?: string;
  readonly activation?: string;
  readonly useBias?: boolean;
  readonly dilationRate?: number | readonly number[];
  readonly maxValue?: number | null;
  readonly interpolation?: string;
  readonly epsilon?: number;
  readonly axis?: number;
  readonly center?: boolean;
  readonly scale?: boolean;
}

/** The nodes that compute what the layer computes outside training; null for a kind of layer, or a setting, that is not translated. */
export function translateLayer(placed: PlacedLayer): readonly GraphNode[] | null {
  const { layer, name, inputs, shape } = placed;
  const settings = layer.getConfig() as LayerSettings;
  const [input = ''] = inputs;
  switch (layer.getClassName()) {
    case 'InputLayer':
      return [placeholder(name, shape)];
    case 'Conv2D':
      return weighed(placed, settings, 'Conv2D', { ...window(settings), T: floats });
    case 'DepthwiseConv2D':
      return weighed(placed, settings, 'DepthwiseConv2dNative', { ...window(settings), T: floats });
    case 'Dense':
      return weighed(placed, settings, 'MatMul', { T: floats });
    case 'BatchNormalization':
      return normalised(placed, settings);
    case 'Dropout':
      return [node(name, 'Identity', inputs, { T: floats })];
    case 'ReLU':
      return rectified(placed, settings);
    case 'Add':
      return inputs.length === 2 ? [node(name, 'AddV2', inputs, { T: floats })] : null;
    case 'Average':
      return averaged(name, inputs);
    case 'Mirror':
      return [
        constant(`${name}_axis`, Int32Array.of(widthAxis), [1]),
        node(name, 'ReverseV2', [input, `${name}_axis`], { T: floats, Tidx: ints }),
      ];
    case 'Activation':
      return settings.activation === 'sigmoid' ? [node(name, 'Sigmoid', inputs, { T: floats })] : null;
    case 'AveragePooling2D':
      return [node(name, 'AvgPool', inputs, { ...window(settings), ksize: counts([1, ...(settings.poolSize ?? []), 1]), T: floats })];
    case 'MaxPooling2D':
      return [node(name, 'MaxPool', inputs, { ...window(settings), ksize: counts([1, ...(settings.poolSize ?? []), 1]), T: floats })];
    case 'UpSampling2D':
      return settings.interpolation === 'nearest' ? enlarged(placed) : null;
    case 'GlobalMaxPooling2D':
      return overPicture(name, 'Max', input);
    case 'GlobalAveragePooling2D':
      return overPicture(name, 'Mean', input);
    case 'Flatten':
      return [
        constant(`${name}_shape`, Int32Array.from(shape), [2]),
        node(name, 'Reshape', [input, `${name}_shape`], { T: floats, Tshape: ints }),
      ];
    case 'Concatenate':
      return [
        constant(`${name}_axis`, Int32Array.of(settings.axis ?? -1), []),
        node(name, 'ConcatV2', [...inputs, `${name}_axis`], { N: count(inputs.length), T: floats, Tidx: ints }),
      ];
    default:
      return null;
  }
}

function window({ padding = '', strides = [] }: LayerSettings) {
  return { strides: counts([1, ...strides, 1]), padding: text(padding.toUpperCase()) };
}

/** A linear layer: `op` with the kernel, then the bias where there is one. */
function weighed(placed: PlacedLayer, settings: LayerSettings, op: string, attributes: Parameters<typeof node>[3]) {
  const { layer, name, firstName, inputs } = placed;
  const isDilated = [settings.dilationRate ?? 1].flat().some((rate) => rate !== 1);
  if (settings.activation !== 'linear' || isDilated || layer.weights.length === 0) return null;
  const hasBias = layer.weights.length > 1;
  const [kernelName, biasName, product] = [`${firstName}_kernel`, `${firstName}_bias`, hasBias ? `${name}_product` : name];
  return [
    ...weightsOnce(placed, () => layer.getWeights().map((weight, index) => constantOf(index === 0 ? kernelName : biasName, weight))),
    node(product, op, [inputs[0] ?? '', kernelName], attributes),
    ...(hasBias ? [node(name, 'BiasAdd', [product, biasName], { T: floats })] : []),
  ];
}

/** Normalisation that no convolution could take in: x scale + shift, with scale = gamma / sqrt(variance + epsilon). */
function normalised(placed: PlacedLayer, { epsilon = 0, axis, center, scale: scales }: LayerSettings): GraphNode[] | null {
  if (axis !== -1 || center !== true || scales !== true) return null;
  const { layer, name, firstName, inputs } = placed;
  const constants = (): GraphNode[] => {
    const [gamma, beta, mean, variance] = layer.getWeights().map((weight) => weight.dataSync<'float32'>()) as [
      Float32Array,
      Float32Array,
      Float32Array,
      Float32Array,
    ];
    const scale = gamma.map((value, channel) => value / Math.sqrt((variance[channel] ?? NaN) + epsilon));
    const shift = beta.map((value, channel) => value - (mean[channel] ?? NaN) * (scale[channel] ?? NaN));
    return [constant(`${firstName}_scale`, scale, [scale.length]), constant(`${firstName}_shift`, shift, [shift.length])];
  };
  return [
    ...weightsOnce(placed, constants),
    node(`${name}_scaled`, 'Mul', [inputs[0] ?? '', `${firstName}_scale`], { T: floats }),
    node(name, 'AddV2', [`${name}_scaled`, `${firstName}_shift`], { T: floats }),
  ];
}

/** A layer's weights as constants, with its first call only: a graph that held them once a call would take as much longer to be made ready. */
function weightsOnce({ name, firstName }: PlacedLayer, constants: () => GraphNode[]): GraphNode[] {
  return name === firstName ? constants() : [];
}

function constantOf(name: string, weight: Tensor): GraphNode {
  return constant(name, weight.dataSync<'float32'>(), weight.shape);
}

/** The mean of several tensors of one shape. */
function averaged(name: string, inputs: readonly string[]): GraphNode[] {
  return [
    constant(`${name}_share`, Float32Array.of(1 / inputs.length), []),
    node(`${name}_sum`, 'AddN', inputs, { N: count(inputs.length), T: floats }),
    node(name, 'Mul', [`${name}_sum`, `${name}_share`], { T: floats }),
  ];
}

function rectified({ name, inputs }: PlacedLayer, { maxValue = null }: LayerSettings): GraphNode[] | null {
  if (maxValue !== null && maxValue !== 6) return null;
  return [node(name, maxValue === 6 ? 'Relu6' : 'Relu', inputs, { T: floats })];
}

/** Each cell repeated, as tfjs' UpSampling2D does. */
function enlarged({ name, inputs, shape }: PlacedLayer): GraphNode[] {
  return [
    constant(`${name}_size`, Int32Array.from(shape.slice(1, 3)), [2]),
    node(name, 'ResizeNearestNeighbor', [inputs[0] ?? '', `${name}_size`], { T: floats }),
  ];
}

/** One value for each channel of a picture (1, height, width, channels). */
function overPicture(name: string, op: 'Max' | 'Mean', input: string): GraphNode[] {
  return [constant(`${name}_axes`, Int32Array.of(1, 2), [2]), node(name, op, [input, `${name}_axes`], { T: floats, Tidx: ints })];
}
