import type { Tensor } from './tensorflow';
import { nativeBackend, tf } from './tensorflow';

/**
 * ReLU up to 6, forward and backward one op of TensorFlow each; tfjs' own layer takes several, each over the whole tensor. It is saved as tfjs'
 * ReLU with a greatest value of 6, and loads as that anywhere.
 */
export class ReLU6 extends tf.layers.Layer {
  static readonly className = 'ReLU';

  override call(inputs: Tensor | Tensor[]): Tensor {
    return relu6((Array.isArray(inputs) ? inputs[0] : inputs) as Tensor);
  }

  override getConfig() {
    return { ...super.getConfig(), maxValue: 6 };
  }
}

/** min(max(x, 0), 6), differentiable, as the ops Relu6 and Relu6Grad. */
function relu6(x: Tensor): Tensor {
  const rectify = tf.customGrad((...inputs) => {
    const [input, save] = inputs as unknown as [Tensor, (tensors: Tensor[]) => void];
    const backend = nativeBackend();
    const type = { name: 'T', type: backend.binding.TF_ATTR_TYPE, value: backend.binding.TF_FLOAT };
    const value = backend.executeSingleOutput('Relu6', [type], [input]);
    save([value]);
    return { value, gradFunc: (dy: Tensor, saved: Tensor[]) => backend.executeSingleOutput('Relu6Grad', [type], [dy, saved[0] as Tensor]) };
  });
  return rectify(x);
}
