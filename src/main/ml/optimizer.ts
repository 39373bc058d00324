import type { TrainingSettings } from '../../shared/training';
import type { Tensor1D, Variable } from './tensorflow';
import { tf } from './tensorflow';
import { eachAs, lengthOf } from './weight-vector';

/** The moments that Adam keeps of each weight, and how many steps it took. */
export interface OptimizerState {
  readonly mean: Float32Array;
  readonly square: Float32Array;
  readonly steps: number;
}

export interface Optimizer {
  /**
   * The weights after one step against a gradient, or null where the gradient's squares are not all finite numbers: then nothing has changed.
   * All are vectors over all trained weights.
   */
  step(weights: Tensor1D, gradient: Tensor1D, learningRate: number): Tensor1D | null;
  /** Steps taken so far. */
  steps(): number;
  state(): OptimizerState;
  restore(state: OptimizerState): void;
  dispose(): void;
}

const meanDecay = 0.9;
const squareDecay = 0.999;
const epsilon = 1e-7;

/**
 * Adam as Keras has it (Kingma and Ba, ICLR 2015), on one vector of all weights, so that a step is a handful of ops whatever the network. Weight decay is
 * part of the gradient for 'adam', and a pull of its own for 'adamw' (Loshchilov and Hutter, ICLR 2019). It acts on kernels only, that is on
 * variables of more than one dimension: biases and normalisation keep their scale.
 */
export function createOptimizer(
  variables: readonly Variable[],
  { optimizer, weightDecay }: Pick<TrainingSettings, 'optimizer' | 'weightDecay'>,
): Optimizer {
  const length = lengthOf(variables);
  const decay = weightDecay === 0 ? null : tf.tensor1d(eachAs(variables, ({ rank }) => (rank > 1 ? weightDecay : 0)));
  let moments = { mean: tf.zeros([length]) as Tensor1D, square: tf.zeros([length]) as Tensor1D };
  let steps = 0;
  const replace = (mean: Tensor1D, square: Tensor1D) => {
    tf.dispose(moments);
    moments = { mean: tf.keep(mean), square: tf.keep(square) };
  };
  return {
    step(weights, gradient, learningRate) {
      const [moved] = tf.tidy((): Tensor1D[] => {
        const slope = decay !== null && optimizer === 'adam' ? gradient.add(decay.mul(weights)) : gradient;
        const squared = slope.square();
        if (!Number.isFinite(squared.sum().dataSync()[0])) return [];
        steps += 1;
        const rate = (learningRate * Math.sqrt(1 - squareDecay ** steps)) / (1 - meanDecay ** steps);
        const mean = moments.mean.mul(meanDecay).add(slope.mul(1 - meanDecay)) as Tensor1D;
        const square = moments.square.mul(squareDecay).add(squared.mul(1 - squareDecay)) as Tensor1D;
        replace(mean, square);
        const kept = decay !== null && optimizer === 'adamw' ? weights.sub(decay.mul(learningRate).mul(weights)) : weights;
        return [kept.sub(mean.mul(rate).div(square.sqrt().add(epsilon))) as Tensor1D];
      });
      return moved ?? null;
    },
    steps: () => steps,
    state: () => ({ mean: copyOf(moments.mean), square: copyOf(moments.square), steps }),
    restore(state) {
      replace(tf.tensor1d(state.mean.slice()), tf.tensor1d(state.square.slice()));
      steps = state.steps;
    },
    dispose: () => tf.dispose([moments.mean, moments.square, ...(decay === null ? [] : [decay])]),
  };
}

function copyOf(vector: Tensor1D): Float32Array {
  return vector.dataSync<'float32'>().slice();
}
