import { BatchNormalization } from '../batch-normalization';
import { ReLU6 } from '../relu6';
import type { Layer, SymbolicTensor } from '../tensorflow';
import { tf } from '../tensorflow';
import { applied } from './apply-layer';

/** A row of the network's table: inverted-residual blocks (Sandler et al., CVPR 2018) of one width. */
interface Stage {
  readonly blocks: number;
  readonly kernelSize: number;
  /** Of the first block; the others have 1. */
  readonly strides: number;
  /** The depthwise convolution works on so many times the channels that come in. */
  readonly expansion: number;
  readonly filters: number;
}

const stemFilters = 32;
const headFilters = 1280;
// EfficientNet-B0's (Tan and Le, ICML 2019, table 1). The Lite variant leaves out squeeze-and-excitation and has ReLU6 for swish.
const stages: readonly Stage[] = [
  { blocks: 1, kernelSize: 3, strides: 1, expansion: 1, filters: 16 },
  { blocks: 2, kernelSize: 3, strides: 2, expansion: 6, filters: 24 },
  { blocks: 2, kernelSize: 5, strides: 2, expansion: 6, filters: 40 },
  { blocks: 3, kernelSize: 3, strides: 2, expansion: 6, filters: 80 },
  { blocks: 3, kernelSize: 5, strides: 1, expansion: 6, filters: 112 },
  { blocks: 4, kernelSize: 5, strides: 2, expansion: 6, filters: 192 },
  { blocks: 1, kernelSize: 3, strides: 1, expansion: 6, filters: 320 },
];
/** Its output is the last on the grid of 1/16. */
const lastSixteenth = 4;

export interface EfficientNetFeatures {
  /** (batch, height / 16, width / 16, 112), before any ReLU. */
  readonly sixteenth: SymbolicTensor;
  /** (batch, height / 32, width / 32, 1280), 0 to 6. */
  readonly thirtySecond: SymbolicTensor;
  /** Names of all layers that have weights. A convolution X is followed by its normalisation, X_normalisation. */
  readonly layerNames: readonly string[];
}

/**
 * EfficientNet-Lite0 up to its last feature map, without weights: pretrained-weights.ts brings them.
 * @param picture (batch, height, width, 1), -1 to 1; sides are multiples of 32
 */
export function efficientNetLite0(picture: SymbolicTensor): EfficientNetFeatures {
  const layerNames: string[] = [];
  const normalised = (layer: Layer, x: SymbolicTensor): SymbolicTensor => {
    const normalisation = new BatchNormalization({ momentum: 0.99, epsilon: 1e-3, name: `${layer.name}_normalisation` });
    layerNames.push(layer.name, normalisation.name);
    return applied(normalisation, applied(layer, x));
  };
  // The pretrained weights take the place of these at once.
  const common = { padding: 'same', useBias: false } as const;
  const convolution = (name: string, x: SymbolicTensor, filters: number, kernelSize = 1, strides = 1): SymbolicTensor =>
    normalised(tf.layers.conv2d({ ...common, name, filters, kernelSize, strides, kernelInitializer: 'zeros' }), x);
  const depthwise = (name: string, x: SymbolicTensor, kernelSize: number, strides: number): SymbolicTensor =>
    normalised(tf.layers.depthwiseConv2d({ ...common, name, kernelSize, strides, depthwiseInitializer: 'zeros' }), x);

  const block = (name: string, x: SymbolicTensor, { kernelSize, strides, expansion, filters }: Stage): SymbolicTensor => {
    const channels = x.shape.at(-1) ?? 0;
    const wide = expansion === 1 ? x : rectified(convolution(`${name}_expansion`, x, channels * expansion));
    const seen = rectified(depthwise(`${name}_depthwise`, wide, kernelSize, strides));
    const projected = convolution(`${name}_projection`, seen, filters);
    return strides === 1 && channels === filters ? applied(tf.layers.add({ name: `${name}_sum` }), [projected, x]) : projected;
  };

  let features = rectified(convolution('stem', picture, stemFilters, 3, 2));
  let sixteenth = features;
  let index = 0;
  stages.forEach((stage, position) => {
    for (let place = 0; place < stage.blocks; place += 1) {
      index += 1;
      features = block(`block_${index}`, features, place === 0 ? stage : { ...stage, strides: 1 });
    }
    if (position === lastSixteenth) sixteenth = features;
  });
  const thirtySecond = rectified(convolution('head', features, headFilters));
  return { sixteenth, thirtySecond, layerNames };
}

function rectified(x: SymbolicTensor): SymbolicTensor {
  return applied(new ReLU6(), x);
}
