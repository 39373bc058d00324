import type { Tensor1D, Variable } from './tensorflow';
import { tf } from './tensorflow';
import { assignAll, joined } from './weight-vector';

/** A running average of a network's weights (Polyak and Juditsky, 1992), which often does better than the weights of the last step. */
export interface WeightAverage {
  /** Moves the average towards the weights as they are now, after so many steps in all. */
  follow(steps: number): void;
  /** Puts the averaged weights into the network, or the trained ones back. Without an average, changes nothing. */
  use(on: boolean): void;
  /** True while the network has the averaged weights. */
  inUse(): boolean;
  /** Null where no average is kept. */
  values(): Float32Array | null;
  restore(values: Float32Array | null): void;
  dispose(): void;
}

/** @param decay 0 for no average; else less than 1 */
export function createWeightAverage(variables: readonly Variable[], decay: number): WeightAverage {
  if (decay === 0) return noAverage;
  let average = joined(variables);
  let trained: Tensor1D | null = null;
  const replace = (next: Tensor1D) => {
    average.dispose();
    average = tf.keep(next);
  };
  return {
    follow(steps) {
      // Early on a shorter memory, as tf.train.ExponentialMovingAverage has it: the first weights are random.
      const kept = Math.min(decay, (1 + steps) / (10 + steps));
      replace(tf.tidy(() => average.mul(kept).add(joined(variables).mul(1 - kept)) as Tensor1D));
    },
    use(on) {
      if (on === (trained !== null)) return;
      if (trained === null) {
        trained = joined(variables);
        assignAll(variables, average);
      } else {
        assignAll(variables, trained);
        trained.dispose();
        trained = null;
      }
    },
    inUse: () => trained !== null,
    values: () => average.dataSync<'float32'>().slice(),
    restore(values) {
      if (values === null) throw new Error('there is no average of weights to restore');
      replace(tf.tensor1d(values.slice()));
    },
    dispose() {
      this.use(false);
      average.dispose();
    },
  };
}

const noAverage: WeightAverage = {
  follow: () => undefined,
  use: () => undefined,
  inUse: () => false,
  values: () => null,
  restore: () => undefined,
  dispose: () => undefined,
};
