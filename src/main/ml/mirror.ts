import type { Tensor } from './tensorflow';
import { tf } from './tensorflow';

/**
 * Swaps left and right of (batch, height, width, channels), so that one network can look at a picture and at its mirror image in one pass of the
 * engine. Whoever loads a network that may hold this layer imports this file: tfjs knows a layer by its class name.
 */
export class Mirror extends tf.layers.Layer {
  static readonly className = 'Mirror';

  override call(inputs: Tensor | Tensor[]): Tensor {
    return tf.reverse((Array.isArray(inputs) ? inputs[0] : inputs) as Tensor, widthAxis);
  }
}

/** The axis that is mirrored. */
export const widthAxis = 2;

tf.serialization.registerClass(Mirror);
