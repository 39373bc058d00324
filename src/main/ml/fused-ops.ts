import type { OpAttribute, Tensor, Tensor1D, Tensor2D, Tensor4D } from './tensorflow';
import { nativeBackend, tf } from './tensorflow';

// tfjs builds batch normalisation's training step and ReLU's gradient out of many small ops, each over the whole tensor, which
// makes a training step about three times as slow as Keras'. TensorFlow has each of them as a single op: they are used here.

/** Most ops ask for their inputs' type by the name T. */
export function floatType(): OpAttribute {
  const { binding } = nativeBackend();
  return { name: 'T', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT };
}

/** What normalisation outside training goes by, one value a channel. */
export interface MovingAverages {
  readonly mean: Tensor1D;
  /** Of variances with Bessel's correction, as TensorFlow gives them. */
  readonly variance: Tensor1D;
}

export interface Normalisation {
  readonly epsilon: number;
  /** Share that a moving average keeps of itself at a step. */
  readonly momentum: number;
}

function batchNormAttributes(epsilon: number): OpAttribute[] {
  const { binding } = nativeBackend();
  return [
    floatType(),
    { name: 'U', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT },
    { name: 'epsilon', type: binding.TF_ATTR_FLOAT, value: epsilon },
    { name: 'data_format', type: binding.TF_ATTR_STRING, value: 'NHWC' },
    { name: 'is_training', type: binding.TF_ATTR_BOOL, value: true },
  ];
}

/**
 * Batch normalisation of `x` (batch, height, width, channels) over the batch (Ioffe and Szegedy 2015), differentiable in x, gamma
 * and beta, as the ops FusedBatchNormV3 and FusedBatchNormGradV3. The first of them gives the next moving averages too: `onAverages` is called with
 * them, which live for that call only.
 */
export function fusedBatchNorm(
  x: Tensor4D,
  gamma: Tensor1D,
  beta: Tensor1D,
  moving: MovingAverages,
  { epsilon, momentum }: Normalisation,
  onAverages: (next: MovingAverages) => void,
): Tensor4D {
  const normalise = tf.customGrad((...inputs) => {
    const [input, scale, offset, save] = inputs as unknown as [Tensor4D, Tensor1D, Tensor1D, (tensors: Tensor[]) => void];
    const backend = nativeBackend();
    const share = { name: 'exponential_avg_factor', type: backend.binding.TF_ATTR_FLOAT, value: 1 - momentum };
    const outputs = backend.executeMultipleOutputs(
      'FusedBatchNormV3',
      [...batchNormAttributes(epsilon), share],
      [input, scale, offset, moving.mean, moving.variance],
      6,
    );
    const [normalised, mean, variance, ...reserves] = outputs as [Tensor4D, Tensor1D, Tensor1D, ...Tensor[]];
    onAverages({ mean, variance });
    save([input, scale, ...reserves]);
    const gradFunc = (dy: Tensor, saved: Tensor[]) =>
      nativeBackend()
        .executeMultipleOutputs('FusedBatchNormGradV3', batchNormAttributes(epsilon), [dy, ...saved], 5)
        .slice(0, 3);
    return { value: normalised, gradFunc };
  });
  return normalise(x, gamma, beta) as Tensor4D;
}

/** Makes ReLU's gradient the single op ReluGrad in this process; the values stay the same. */
export function useFusedReluGradient(): void {
  tf.unregisterGradient('Relu');
  tf.registerGradient({
    kernelName: 'Relu',
    outputsToSave: [true],
    gradFunc: (dy, saved) => ({
      x: () => nativeBackend().executeSingleOutput('ReluGrad', [floatType()], [dy as Tensor, saved[0] as Tensor]),
    }),
  });
}

/**
 * Cross-entropy of each case's softmax (batch, classes) against its label distribution, differentiable in the logits, as the op
 * SoftmaxCrossEntropyWithLogits, which gives the gradient with the value.
 */
export function softmaxCrossEntropy(logits: Tensor2D, labels: Tensor2D): Tensor1D {
  const entropy = tf.customGrad((...inputs) => {
    const [input, save] = inputs as unknown as [Tensor2D, (tensors: Tensor[]) => void];
    const [value, slope] = nativeBackend().executeMultipleOutputs('SoftmaxCrossEntropyWithLogits', [floatType()], [input, labels], 2) as [
      Tensor1D,
      Tensor2D,
    ];
    save([slope]);
    return { value, gradFunc: (dy: Tensor, saved: Tensor[]) => (saved[0] as Tensor2D).mul(dy.reshape([-1, 1])) };
  });
  return entropy(logits) as Tensor1D;
}
