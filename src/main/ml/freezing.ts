import { BatchNormalization } from './batch-normalization';
import type { BuiltNetwork } from './networks/build-network';
import type { LayersModel, Tensor, Tensor1D, Variable } from './tensorflow';
import { tf } from './tensorflow';
import { eachAs } from './weight-vector';

/** Keeps a network's pretrained layers still while only the new ones are trained, and its first blocks throughout. */
export interface Freezing {
  /** The variables that training moves now; normalisation in layers that keep still keeps to its averages. */
  moving(frozen: boolean): Variable[];
  /** `moved` where weights may move, `weights` elsewhere. */
  masked(weights: Tensor1D, moved: Tensor1D, frozen: boolean): Tensor1D;
  dispose(): void;
}

export function createFreezing({ network, pretrainedLayers, stillLayers }: BuiltNetwork, trained: readonly Variable[]): Freezing {
  const normalisations = network.layers.filter((layer) => layer instanceof BatchNormalization);
  const always = createStill(network, stillLayers, trained);
  const atFirst = createStill(network, pretrainedLayers, trained);
  const stillNow = (frozen: boolean): Still => (frozen ? atFirst : always);
  return {
    moving(frozen) {
      const { names, variables } = stillNow(frozen);
      for (const layer of normalisations) layer.setFrozen(names.has(layer.name));
      return trained.filter((variable) => !variables.has(variable));
    },
    masked(weights, moved, frozen) {
      const { mask } = stillNow(frozen);
      return mask === null ? moved : (tf.where(mask, moved, weights) as Tensor1D);
    },
    dispose: () => tf.dispose([always.mask, atFirst.mask].filter((mask) => mask !== null)),
  };
}

/** Layers that keep still, and true for each weight that does not; null where none does. */
interface Still {
  readonly names: ReadonlySet<string>;
  readonly variables: ReadonlySet<Variable>;
  readonly mask: Tensor | null;
}

function createStill(network: LayersModel, names: ReadonlySet<string>, trained: readonly Variable[]): Still {
  const layers = network.layers.filter(({ name }) => names.has(name));
  const variables = new Set(layers.flatMap((layer) => layer.trainableWeights.map((weight) => weight.read() as Variable)));
  if (variables.size === 0) return { names, variables, mask: null };
  return { names, variables, mask: tf.tidy(() => tf.tensor1d(eachAs(trained, (one) => Number(!variables.has(one)))).cast('bool')) };
}
