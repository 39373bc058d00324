import { BatchNormalization } from './batch-normalization';
import type { BuiltNetwork } from './networks/build-network';
import type { Tensor1D, Variable } from './tensorflow';
import { tf } from './tensorflow';
import { eachAs } from './weight-vector';

/** Keeps a network's pretrained layers still while only the new ones are trained. */
export interface Freezing {
  /** The variables that training moves now; the normalisation of pretrained layers keeps to its averages while frozen. */
  moving(frozen: boolean): Variable[];
  /** `moved` where weights may move, `weights` elsewhere. */
  masked(weights: Tensor1D, moved: Tensor1D, frozen: boolean): Tensor1D;
  dispose(): void;
}

export function createFreezing({ network, pretrainedLayers }: BuiltNetwork, trained: readonly Variable[]): Freezing {
  const pretrained = network.layers.filter(({ name }) => pretrainedLayers.has(name));
  const still = new Set(pretrained.flatMap((layer) => layer.trainableWeights.map((weight) => weight.read() as Variable)));
  const mask = still.size === 0 ? null : tf.tensor1d(eachAs(trained, (variable) => Number(!still.has(variable)))).cast('bool');
  return {
    moving(frozen) {
      for (const layer of pretrained) if (layer instanceof BatchNormalization) layer.setFrozen(frozen);
      return trained.filter((variable) => !frozen || !still.has(variable));
    },
    masked: (weights, moved, frozen) => (frozen && mask !== null ? (tf.where(mask, moved, weights) as Tensor1D) : moved),
    dispose: () => tf.dispose(mask ?? []),
  };
}
