import { SetupFailure } from './failure.mjs';

/** Inverted-residual blocks of EfficientNet-Lite0; the first has no expansion. */
const BLOCKS = 16;

const NORMALISATION = { gamma: 'weight', beta: 'bias', moving_mean: 'running_mean', moving_variance: 'running_var' };

/** PyTorch's kernel axes (output, input, row, column) brought to TensorFlow.js'. */
const LAYOUTS = {
  /** row, column, input, output */
  kernel: [2, 3, 1, 0],
  /** row, column, channel, 1: PyTorch counts the channels as outputs */
  depthwise_kernel: [2, 3, 0, 1],
};

/**
 * The checkpoint's weights up to the last feature map, under the names and in the layouts of src/main/ml/networks/efficientnet-lite.ts.
 * @param {Map<string, { shape: number[], values: Float32Array }>} checkpoint
 * @returns {{ name: string, shape: number[], values: Float32Array }[]} name: layer/weight
 */
export function toNetworkWeights(checkpoint) {
  return convolutions().flatMap(({ layer, kernel, source, normalisation }) => [
    { name: `${layer}/${kernel}`, ...transposed(tensorOf(checkpoint, `${source}.weight`), LAYOUTS[kernel]) },
    ...Object.entries(NORMALISATION).map(([weight, part]) => ({
      name: `${layer}_normalisation/${weight}`,
      ...tensorOf(checkpoint, `${normalisation}.${part}`),
    })),
  ]);
}

function convolutions() {
  const blocks = Array.from({ length: BLOCKS }, (_, index) => {
    const [layer, source] = [`block_${index + 1}`, `_blocks.${index}`];
    const expansion = { layer: `${layer}_expansion`, kernel: 'kernel', source: `${source}._expand_conv`, normalisation: `${source}._bn0` };
    const depthwise = {
      layer: `${layer}_depthwise`,
      kernel: 'depthwise_kernel',
      source: `${source}._depthwise_conv`,
      normalisation: `${source}._bn1`,
    };
    const projection = {
      layer: `${layer}_projection`,
      kernel: 'kernel',
      source: `${source}._project_conv`,
      normalisation: `${source}._bn2`,
    };
    return index === 0 ? [depthwise, projection] : [expansion, depthwise, projection];
  });
  return [
    { layer: 'stem', kernel: 'kernel', source: '_conv_stem', normalisation: '_bn0' },
    ...blocks.flat(),
    { layer: 'head', kernel: 'kernel', source: '_conv_head', normalisation: '_bn1' },
  ];
}

function tensorOf(checkpoint, name) {
  const tensor = checkpoint.get(name);
  if (!tensor) throw new SetupFailure(`The checkpoint of EfficientNet-Lite0 lacks ${name}.`);
  return tensor;
}

/** The tensor with its axes in another order: axis i of the result is axis order[i] of what was given. */
export function transposed({ shape, values }, order) {
  if (shape.length !== order.length)
    throw new SetupFailure(`A kernel of EfficientNet-Lite0 has ${shape.length} axes, not ${order.length}.`);
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, side) => product * side, 1));
  const result = { shape: order.map((axis) => shape[axis]), values: new Float32Array(values.length) };
  const place = order.map(() => 0);
  for (let at = 0; at < values.length; at++) {
    result.values[at] = values[order.reduce((sum, axis, position) => sum + strides[axis] * place[position], 0)];
    for (let axis = place.length - 1; axis >= 0 && ++place[axis] === result.shape[axis]; axis--) place[axis] = 0;
  }
  return result;
}
