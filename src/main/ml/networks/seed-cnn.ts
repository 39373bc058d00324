import { BatchNormalization } from '../batch-normalization';
import { Dropout } from '../dropout';
import type { LayersModel, SymbolicTensor } from '../tensorflow';
import { tf } from '../tensorflow';

/**
 * The seed notebook's network: two convolutions, each with ReLU, a maximum over 2 x 2 and batch normalisation, then 1,000 units, then one
 * logit for each of the two classes (healthy, pneumonia), whose softmax is the probability. Input (batch, size, size, 1), 0 to 1; at the
 * notebook's 128 pixels it has 14,402,714 weights that are trained.
 */
export function seedCnn(size: number, seed: number): LayersModel {
  let index = 0;
  const kernelInitializer = () => {
    index += 1;
    return tf.initializers.heNormal({ seed: seed + index });
  };
  const input = tf.input({ shape: [size, size, 1], name: 'picture' });
  const layers = [
    // A maximum is the same before and after ReLU, and a quarter of the values is left for it.
    tf.layers.conv2d({ filters: 8, kernelSize: 4, kernelInitializer: kernelInitializer() }),
    tf.layers.maxPooling2d({ poolSize: 2 }),
    tf.layers.reLU(),
    new BatchNormalization({ momentum: 0.9, epsilon: 1e-5 }),
    tf.layers.conv2d({ filters: 16, kernelSize: 2, kernelInitializer: kernelInitializer() }),
    tf.layers.maxPooling2d({ poolSize: 2 }),
    tf.layers.reLU(),
    new BatchNormalization({ momentum: 0.9, epsilon: 1e-5 }),
    // Whole channels (Tompson et al., CVPR 2015): neighbouring cells are too alike to be dropped one by one.
    new Dropout({ rate: 0.25, noiseShape: [null, 1, 1, 16] }),
    tf.layers.flatten(),
    tf.layers.dense({ units: 1000, kernelInitializer: kernelInitializer() }),
    tf.layers.reLU(),
    new Dropout({ rate: 0.5 }),
    tf.layers.dense({ units: 2, kernelInitializer: kernelInitializer(), name: 'logits' }),
  ];
  const logits = layers.reduce<SymbolicTensor>((x, layer) => layer.apply(x) as SymbolicTensor, input);
  return tf.model({ inputs: input, outputs: logits, name: 'seed_cnn' });
}
