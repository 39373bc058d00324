import type { GeneratorKey } from './step-key';
import { nativeBackend, type Tensor, tf } from './tensorflow';

/**
 * Numbers drawn evenly from [0, 1) that follow from the key alone, wherever and whenever they are drawn (the counter-based generator Philox;
 * Salmon et al., SC 2011).
 */
export function randomUniform(shape: readonly number[], key: GeneratorKey): Tensor {
  return drawn('StatelessRandomUniform', shape, key);
}

/** Numbers of the standard normal distribution that follow from the key alone. */
export function randomNormal(shape: readonly number[], key: GeneratorKey): Tensor {
  return drawn('StatelessRandomNormal', shape, key);
}

function drawn(op: string, shape: readonly number[], key: GeneratorKey): Tensor {
  const { binding } = nativeBackend();
  const attributes = [
    { name: 'T', type: binding.TF_ATTR_TYPE, value: binding.TF_INT32 },
    { name: 'dtype', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT },
    { name: 'Tseed', type: binding.TF_ATTR_TYPE, value: binding.TF_INT32 },
  ];
  return tf.tidy(() =>
    nativeBackend().executeSingleOutput(op, attributes, [tf.tensor1d([...shape], 'int32'), tf.tensor1d([...key], 'int32')]),
  );
}
