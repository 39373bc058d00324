import type { SymbolicTensor } from '../tensorflow';
import { tf } from '../tensorflow';
import { applied } from './apply-layer';

/**
 * The two outputs of a network with an opacity map, from its last features (batch, cells, cells, channels):
 * - `map` (batch, cells, cells, 1), 0 to 1, the layer `opacity_map`: how far each cell lies in a radiologist's box;
 * - `logit` (batch, 1): whether the image shows an opacity, from three figures of the map alone, so that the overlay is what the score
 *   rests on: its strongest cell, its strongest 3 x 3 cells, and the share of it that is covered; and from the logits of the
 *   three classes, where the network has them.
 */
export function mapEvidence(
  features: SymbolicTensor,
  seed: number,
  classes: SymbolicTensor | null = null,
): { readonly logit: SymbolicTensor; readonly map: SymbolicTensor } {
  // Few cells lie in a box, and more evidence means more opacity: training starts from there.
  const biasInitializer = tf.initializers.constant({ value: -2 });
  const kernelInitializer = tf.initializers.glorotUniform({ seed });
  const cellLayer = tf.layers.conv2d({ filters: 1, kernelSize: 1, kernelInitializer, biasInitializer, name: 'cell_logits' });
  const cells = applied(cellLayer, features);
  const map = applied(tf.layers.activation({ activation: 'sigmoid', name: 'opacity_map' }), cells);
  const smoothed = applied(tf.layers.averagePooling2d({ poolSize: 3, strides: 1, padding: 'same', name: 'smoothed_cells' }), cells);
  const evidence = applied(tf.layers.concatenate({ name: 'evidence' }), [
    applied(tf.layers.globalMaxPooling2d({ name: 'strongest_cell' }), cells),
    applied(tf.layers.globalMaxPooling2d({ name: 'strongest_neighbourhood' }), smoothed),
    applied(tf.layers.globalAveragePooling2d({ name: 'covered_share' }), map),
    ...(classes === null ? [] : [classes]),
  ]);
  const logit = applied(
    tf.layers.dense({ units: 1, kernelInitializer: tf.initializers.constant({ value: 0.5 }), name: 'logit' }),
    evidence,
  );
  return { logit, map };
}
