import { join } from 'node:path';
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
}

const mapFilters = 128;

/**
 * EfficientNet-Lite0 with its ImageNet weights, and an opacity map on the grid of 1/16 from its last features and those of the grid
 * itself (a feature pyramid of two levels: Lin et al., CVPR 2017). Input (batch, height, width, 1), -1 to 1; sides are multiples of 32. Outputs:
 * map-evidence.ts. Fails as 'model-unusable' where the weights are absent or damaged.
 * @param pretrainedFolder holds the folder `efficientnet-lite0`
 */
export async function transferNetwork(pretrainedFolder: string, seed: number): Promise<TransferNetwork> {
  const folder = join(pretrainedFolder, 'efficientnet-lite0');
  const weights = await readPretrainedWeights(folder);
  const input = tf.input({ shape: [null, null, 1], name: 'picture' });
  const { sixteenth, thirtySecond, layerNames } = efficientNetLite0(input);
  const { logit, map } = mapEvidence(mapFeatures(sixteenth, thirtySecond, seed), seed);
  const network = tf.model({ inputs: input, outputs: [logit, map], name: 'transfer' });
  setPretrainedWeights(network, layerNames, weights, folder);
  return { network, pretrainedLayers: new Set(layerNames) };
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
