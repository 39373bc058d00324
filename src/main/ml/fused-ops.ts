import type { OpAttribute, Tensor, Tensor1D, Tensor2D, Tensor4D, Variable } from './tensorflow';
import { nativeBackend, tf } from './tensorflow';

// tfjs builds batch normalisation's training step and ReLU's gradient out of many small ops, each over the whole tensor, which
// makes a training step about three times as slow as Keras'. TensorFlow has each of them as a single op: they are used here.

/** Most ops ask for their inputs' type by the name T. */
export function floatType(): OpAttribute {
  const { binding } = nativeBackend();
  return { name: 'T', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT };
}

function batchNormAttributes(epsilon: number, trainingOnly: boolean) {
  const { binding } = nativeBackend();
  const attributes = [
    floatType(),
    { name: 'U', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT },
    { name: 'epsilon', type: binding.TF_ATTR_FLOAT, value: epsilon },
    { name: 'data_format', type: binding.TF_ATTR_STRING, value: 'NHWC' },
    { name: 'is_training', type: binding.TF_ATTR_BOOL, value: true },
  ];
  return trainingOnly ? [...attributes, { name: 'exponential_avg_factor', type: binding.TF_ATTR_FLOAT, value: 1 }] : attributes;
}

/** The batch's own statistics, one value a channel, as the moving averages need them. */
export interface BatchStatistics {
  readonly mean: Tensor1D;
  /** With Bessel's correction, as TensorFlow gives it. */
  readonly variance: Tensor1D;
}

/**
 * Batch normalisation of `x` (batch, height, width, channels) over the batch (Ioffe and Szegedy 2015), differentiable in x, gamma
 * and beta, as the ops FusedBatchNormV3 and FusedBatchNormGradV3. Calls `onStatistics` with tensors that live for this call only.
 */
export function fusedBatchNorm(
  x: Tensor4D,
  gamma: Tensor1D,
  beta: Tensor1D,
  epsilon: number,
  onStatistics: (statistics: BatchStatistics) => void,
): Tensor4D {
  const normalise = tf.customGrad((...inputs) => {
    const [input, scale, offset, save] = inputs as unknown as [Tensor4D, Tensor1D, Tensor1D, (tensors: Tensor[]) => void];
    const none = tf.tensor1d([]);
    const outputs = nativeBackend().executeMultipleOutputs(
      'FusedBatchNormV3',
      batchNormAttributes(epsilon, true),
      [input, scale, offset, none, none],
      6,
    );
    const [normalised, mean, variance, ...reserves] = outputs as [Tensor4D, Tensor1D, Tensor1D, ...Tensor[]];
    onStatistics({ mean, variance });
    save([input, scale, ...reserves]);
    const gradFunc = (dy: Tensor, saved: Tensor[]) =>
      nativeBackend()
        .executeMultipleOutputs('FusedBatchNormGradV3', batchNormAttributes(epsilon, false), [dy, ...saved], 5)
        .slice(0, 3);
    return { value: normalised, gradFunc };
  });
  return normalise(x, gamma, beta) as Tensor4D;
}

/** Makes the gradients of ReLU and ReLU6 the single ops ReluGrad and Relu6Grad in this process; the values stay the same. Called once before training. */
export function useFusedReluGradient(): void {
  for (const [kernelName, op] of [
    ['Relu', 'ReluGrad'],
    ['Relu6', 'Relu6Grad'],
  ] as const) {
    tf.unregisterGradient(kernelName);
    tf.registerGradient({
      kernelName,
      outputsToSave: [true],
      gradFunc: (dy, saved) => ({ x: () => nativeBackend().executeSingleOutput(op, [floatType()], [dy as Tensor, saved[0] as Tensor]) }),
    });
  }
}

/** Moves a running average towards the batch's value: average = momentum * average + (1 - momentum) * value. */
export function moveAverage(average: Variable, value: Tensor, momentum: number): void {
  average.assign(tf.tidy(() => average.mul(momentum).add(value.mul(1 - momentum))));
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
