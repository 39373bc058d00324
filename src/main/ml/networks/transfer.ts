import { join } from 'node:path';
import type { TrainingSettings } from '../../../shared/training';
import { BatchNormalization } from '../batch-normalization';
import type { LayersModel, SymbolicTensor } from '../tensorflow';
import { tf } from '../tensorflow';
import { applied } from './apply-layer';
import { efficientNetLite0 } from './efficientnet-lite';
import { mapEvidence } from './map-evidence';
import { readPretrainedWeights, setPretrainedWeights } from './pretrained-weights';

export interface TransferNetwork {
  readonly network: LayersModel;
  readonly pretrainedLayers: ReadonlySet<string>;
  readonly stillLayers: ReadonlySet<string>;
}

type TransferSettings = Pick<TrainingSettings, 'seed' | 'classWeight' | 'stillBlocks'>;

const mapFilters = 128;

/**
 * EfficientNet-Lite0 with its ImageNet weights, and an opacity map on the grid of 1/16 from its last features and those of the grid
 * itself (a feature pyramid of two levels: Lin et al., CVPR 2017). Input (batch, height, width, 1), -1 to 1; sides are multiples of 32. Outputs:
 * map-evidence.ts. Fails as 'model-unusable' where the weights are absent or damaged.
 * @param pretrainedFolder holds the folder `efficientnet-lite0`
 */
export async function transferNetwork(
  pretrainedFolder: string,
  { seed, classWeight, stillBlocks }: TransferSettings,
): Promise<TransferNetwork> {
  const folder = join(pretrainedFolder, 'efficientnet-lite0');
  const weights = await readPretrainedWeights(folder);
  const input = tf.input({ shape: [null, null, 1], name: 'picture' });
  const { sixteenth, thirtySecond, layerNames } = efficientNetLite0(input);
  const classes = classWeight === 0 ? null : classLogits(thirtySecond, seed);
  const { logit, map } = mapEvidence(mapFeatures(sixteenth, thirtySecond, seed), seed, classes);
  const network = tf.model({ inputs: input, outputs: [logit, map, ...(classes === null ? [] : [classes])], name: 'transfer' });
  setPretrainedWeights(network, layerNames, weights, folder);
  const still = stillBlocks === 0 ? [] : layerNames.filter((name) => blockOf(name) <= stillBlocks);
  return { network, pretrainedLayers: new Set(layerNames), stillLayers: new Set(still) };
}

/** The number of the block that a layer is in: the first convolution counts as part of the first, the last one comes after all. */
function blockOf(layerName: string): number {
  const [, number] = /^block_(\d+)_/.exec(layerName) ?? [];
  if (number !== undefined) return Number(number);
  return layerName.startsWith('stem') ? 1 : Infinity;
}

/** Logits of the three classes (normal, not normal, opacity) from the last features' mean: (batch, 3), the layer `class_logits`. */
function classLogits(features: SymbolicTensor, seed: number): SymbolicTensor {
  const mean = applied(tf.layers.globalAveragePooling2d({ name: 'mean_features' }), features);
  const kernelInitializer = tf.initializers.glorotUniform({ seed: seed + 10 });
  return applied(tf.layers.dense({ units: 3, kernelInitializer, name: 'class_logits' }), mean);
}

function mapFeatures(sixteenth: SymbolicTensor, thirtySecond: SymbolicTensor, seed: number): SymbolicTensor {
  let index = 0;
  const convolution = (name: string, kernelSize: number, useBias: boolean) => {
    index += 1;
    const kernelInitializer = tf.initializers.heNormal({ seed: seed + index });
    return tf.layers.conv2d({ filters: mapFilters, kernelSize, padding: 'same', useBias, kernelInitializer, name });
  };
  const coarse = applied(convolution('coarse_features', 1, true), thirtySecond);
  const merged = applied(tf.layers.add({ name: 'merged_features' }), [
    applied(tf.layers.upSampling2d({ size: [2, 2], name: 'coarse_features_doubled' }), coarse),
    // The bias of one is that of the sum.
    applied(convolution('fine_features', 1, false), sixteenth),
  ]);
  const smoothed = applied(convolution('map_features', 3, false), applied(tf.layers.reLU(), merged));
  return applied(tf.layers.reLU(), applied(new BatchNormalization({ momentum: 0.97, name: 'map_features_normalisation' }), smoothed));
}
