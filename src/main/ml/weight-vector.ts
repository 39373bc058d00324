import type { LayersModel, Tensor, Tensor1D, Variable } from './tensorflow';
import { tf } from './tensorflow';

/** A network's weights by whether training moves them, each in the network's order. */
export interface NetworkVariables {
  readonly trained: readonly Variable[];
  /** The running averages of batch normalisation. */
  readonly others: readonly Variable[];
}

export function variablesOf(network: LayersModel): NetworkVariables {
  const read = (weights: LayersModel['weights']) => weights.map((weight) => weight.read() as Variable);
  return { trained: read(network.trainableWeights), others: read(network.nonTrainableWeights) };
}

/** Number of values in all of the tensors. */
export function lengthOf(tensors: readonly Tensor[]): number {
  return tensors.reduce((sum, { size }) => sum + size, 0);
}

/** The tensors' values one after another, row-major, as one vector. */
export function joined(tensors: readonly Tensor[]): Tensor1D {
  return tf.tidy(() => tf.concat1d(tensors.map((tensor) => tensor.reshape([tensor.size]) as Tensor1D)));
}

/** Gives the variables the values of a vector that holds them one after another. */
export function assignAll(variables: readonly Variable[], vector: Tensor1D): void {
  tf.tidy(() => {
    const parts = tf.split(
      vector,
      variables.map(({ size }) => size),
    );
    variables.forEach((variable, index) => variable.assign((parts[index] as Tensor).reshape(variable.shape)));
  });
}

/** A vector with the same value for all of a variable's places. */
export function eachAs(variables: readonly Variable[], valueOf: (variable: Variable) => number): Float32Array {
  const values = new Float32Array(lengthOf(variables));
  let position = 0;
  for (const variable of variables) {
    values.fill(valueOf(variable), position, position + variable.size);
    position += variable.size;
  }
  return values;
}
