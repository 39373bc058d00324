import type { Tensor, Variable } from './tensorflow';
import { tf } from './tensorflow';

export interface AdamW {
  /** Takes one step against the gradients, which are disposed of. */
  step(gradients: Readonly<Record<string, Tensor>>, learningRate: number): void;
  dispose(): void;
}

const meanDecay = 0.9;
const squareDecay = 0.999;
const epsilon = 1e-7;

/**
 * Adam with decoupled weight decay (Kingma and Ba 2015; Loshchilov and Hutter 2019). Decay acts on kernels only, that is on variables of
 * more than one dimension: biases and normalisation keep their scale.
 */
export function createAdamW(variables: readonly Variable[], weightDecay: number): AdamW {
  const moments = new Map(
    variables.map((variable) => [variable.name, { variable, mean: zerosLike(variable), square: zerosLike(variable) }]),
  );
  let steps = 0;
  return {
    step(gradients, learningRate) {
      steps += 1;
      const rate = (learningRate * Math.sqrt(1 - squareDecay ** steps)) / (1 - meanDecay ** steps);
      tf.tidy(() => {
        for (const [name, gradient] of Object.entries(gradients)) {
          const moment = moments.get(name);
          if (moment === undefined) throw new Error(`there is no variable ${name} to take a step on`);
          const { variable, mean, square } = moment;
          mean.assign(mean.mul(meanDecay).add(gradient.mul(1 - meanDecay)));
          square.assign(square.mul(squareDecay).add(gradient.square().mul(1 - squareDecay)));
          const decayed = variable.rank > 1 ? variable.mul(1 - learningRate * weightDecay) : variable;
          variable.assign(decayed.sub(mean.mul(rate).div(square.sqrt().add(epsilon))));
        }
      });
      tf.dispose(Object.values(gradients));
    },
    dispose: () => tf.dispose([...moments.values()].flatMap(({ mean, square }) => [mean, square])),
  };
}

function zerosLike(variable: Variable): Variable {
  return tf.tidy(() => tf.variable(tf.zerosLike(variable), false));
}
