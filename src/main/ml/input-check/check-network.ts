import { BatchNormalization } from '../batch-normalization';
import { applied } from '../networks/apply-layer';
import type { LayersModel, SymbolicTensor } from '../tensorflow';
import { tf } from '../tensorflow';
import { checkSize } from './check-picture';

/** Class 4 i + q is a frontal chest radiograph turned by q quarter turns clockwise, i = 1 with its grey values inverted; the last is anything else. */
export const classCount = 9;
export const otherClass = 8;
export const featureCount = 48;

/**
 * Four convolutions, each halving, and two dense layers. Input (batch, 64, 64, 1) as toCheckPicture gives it; outputs: class logits
 * (batch, classCount) and the features (batch, featureCount) that they are computed from.
 */
export function checkNetwork(seed: number): LayersModel {
  let layers = 0;
  const kernelInitializer = () => tf.initializers.heNormal({ seed: seed + (layers += 1) });
  const input = tf.input({ shape: [checkSize, checkSize, 1], name: 'check_picture' });
  let x: SymbolicTensor = input;
  for (const [index, filters] of [16, 32, 48, 48].entries()) {
    const kernelSize = index === 0 ? 5 : 3;
    const name = `check_${index + 1}`;
    const settings = { filters, kernelSize, strides: 2, padding: 'same', useBias: false, name } as const;
    x = applied(tf.layers.conv2d({ ...settings, kernelInitializer: kernelInitializer() }), x);
    x = applied(new BatchNormalization({ momentum: 0.98, name: `${name}_normalisation` }), x);
    x = applied(tf.layers.reLU({ name: `${name}_relu` }), x);
  }
  const flat = applied(tf.layers.flatten({ name: 'check_cells' }), x);
  const features = applied(tf.layers.dense({ units: featureCount, kernelInitializer: kernelInitializer(), name: 'check_features' }), flat);
  const active = applied(tf.layers.reLU({ name: 'check_features_relu' }), features);
  const logits = applied(tf.layers.dense({ units: classCount, kernelInitializer: kernelInitializer(), name: 'check_logits' }), active);
  return tf.model({ inputs: input, outputs: [logits, features], name: 'input_check' });
}

/**
 * The network as it is used: its second output is whitened, so that the sum of its squares is the squared Mahalanobis distance of the features
 * from those of upright frontal chest radiographs (Lee et al., NeurIPS 2018).
 * @param kernel featureCount x featureCount, @param bias featureCount
 */
export function withDistance(network: LayersModel, kernel: Float32Array, bias: Float32Array): LayersModel {
  const [logits, features] = network.outputs as [SymbolicTensor, SymbolicTensor];
  const whitening = tf.layers.dense({ units: featureCount, name: 'check_distance' });
  const whitened = applied(whitening, features);
  tf.tidy(() => whitening.setWeights([tf.tensor2d(kernel, [featureCount, featureCount]), tf.tensor1d(bias)]));
  return tf.model({ inputs: network.inputs, outputs: [logits, whitened], name: 'input_check' });
}
