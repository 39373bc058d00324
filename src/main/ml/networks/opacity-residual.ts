import { BatchNormalization } from '../batch-normalization';
import type { LayersModel, SymbolicTensor } from '../tensorflow';
import { tf } from '../tensorflow';
import { applied } from './apply-layer';
import { mapEvidence } from './map-evidence';

export interface OpacityResidualSettings {
  /** Channels after the stem and after each of the three stages. */
  readonly channels: readonly [number, number, number, number];
  /** Residual blocks in each stage; the first of a stage halves the grid. */
  readonly blocks: readonly [number, number, number];
  readonly seed: number;
}

/**
 * A small residual network (He et al., CVPR 2016) of four halvings by strided convolution, with two outputs (map-evidence.ts): the logit
 * (batch, 1) and the opacity map (batch, height / 16, width / 16, 1).
 * Input: (batch, height, width, 1), as preprocess/network-input.ts gives it; any sides that are multiples of 16.
 */
export function opacityResidual(settings: OpacityResidualSettings): LayersModel {
  const { convolution, residual } = blocksOf(settings.seed);
  const input = tf.input({ shape: [null, null, 1], name: 'picture' });
  const [stem, ...stages] = settings.channels;
  let features = rectified(convolution(input, { filters: stem, kernelSize: 5, strides: 2 }));
  stages.forEach((filters, stage) => {
    for (let block = 0; block < (settings.blocks[stage] ?? 0); block += 1) features = residual(features, filters, block === 0 ? 2 : 1);
  });
  const { logit, map } = mapEvidence(features, settings.seed);
  return tf.model({ inputs: input, outputs: [logit, map], name: 'opacity_residual' });
}

interface ConvolutionShape {
  readonly filters: number;
  readonly kernelSize: number;
  readonly strides: number;
}

function blocksOf(seed: number) {
  let index = 0;
  const convolution = (x: SymbolicTensor, shape: ConvolutionShape): SymbolicTensor => {
    index += 1;
    const kernelInitializer = tf.initializers.heNormal({ seed: seed + index });
    const layer = tf.layers.conv2d({
      ...shape,
      padding: 'same',
      useBias: false,
      kernelInitializer,
      name: `convolution_${index}`,
    });
    const convolved = applied(layer, x);
    return new BatchNormalization({ momentum: 0.97, name: `normalisation_${index}` }).apply(convolved) as SymbolicTensor;
  };
  const residual = (x: SymbolicTensor, filters: number, strides: number): SymbolicTensor => {
    const first = rectified(convolution(x, { filters, kernelSize: 3, strides }));
    const second = convolution(first, { filters, kernelSize: 3, strides: 1 });
    const shortcut = strides === 1 ? x : convolution(x, { filters, kernelSize: 1, strides });
    return rectified(applied(tf.layers.add(), [second, shortcut]));
  };
  return { convolution, residual };
}

function rectified(x: SymbolicTensor): SymbolicTensor {
  return applied(tf.layers.reLU(), x);
}
