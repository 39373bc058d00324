import { Dropout } from './dropout';
import { type RecordedGraph, recordGraph } from './graph/record-graph';
import type { Outputs, TargetTensors } from './losses';
import type { BuiltNetwork } from './networks/build-network';
import type { Scalar, Tensor, Tensor1D, Tensor2D, Tensor4D, Variable } from './tensorflow';
import { nativeBackend, tf } from './tensorflow';
import { joined, type NetworkVariables } from './weight-vector';

export interface Differentiated {
  readonly loss: number;
  /** Over all trained weights, one after another; 0 where a weight keeps still. */
  readonly gradient: Tensor1D;
  /** What the batch makes of the weights that are not trained: the moving averages of normalisation. */
  readonly averages: readonly Tensor[];
}

/** Finds a batch's loss and its gradient. Changes no weight. */
export interface Differentiation {
  /** @param moving the variables that do not keep still; to be called within tf.tidy */
  at(values: Tensor4D, targets: TargetTensors, moving: readonly Variable[]): Differentiated;
  dispose(): void;
}

/**
 * On a processor the work is recorded on the first batch of a size and with the same weights moving, and done as one graph from then on, that first time
 * included: its bits do not depend on where a run was resumed. On a GPU, whose memory a graph's inputs would leave, and with dropout, whose choice a graph would
 * repeat, tfjs does it op after op.
 */
export function createDifferentiation(
  built: BuiltNetwork,
  { trained, others }: NetworkVariables,
  lossOf: (outputs: Outputs, targets: TargetTensors) => Scalar,
): Differentiation {
  const records = !nativeBackend().isUsingGpuDevice && !built.network.layers.some((layer) => layer instanceof Dropout);
  const graphs = new Map<string, RecordedGraph>();
  const keeping = (work: () => Tensor[]): Tensor[] => {
    const before = others.map((variable) => variable.clone());
    const outputs = work();
    others.forEach((variable, index) => variable.assign(before[index] as Tensor));
    return outputs;
  };
  return {
    at(values, targets, moving) {
      const work = () => [
        ...lossAndGradient(() => lossOf(outputsOf(built, values, true), targets), trained, moving),
        ...others.map((one) => one.clone()),
      ];
      const inputs = [
        values,
        targets.labels,
        targets.weights,
        ...Object.values(targets.map ?? {}),
        ...Object.values(targets.classes ?? {}),
        ...trained,
        ...others,
      ];
      const key = `${values.shape.join(' x ')}, ${moving.length}`;
      if (records && !graphs.has(key)) keeping(() => (graphs.set(key, recordGraph(inputs, work)), []));
      const [loss, gradient, ...averages] = graphs.get(key)?.run(inputs) ?? keeping(work);
      return { loss: loss?.dataSync<'float32'>()[0] ?? NaN, gradient: gradient as Tensor1D, averages };
    },
    dispose: () => graphs.forEach((graph) => graph.close()),
  };
}

export function outputsOf({ network, hasMap }: BuiltNetwork, values: Tensor4D, training: boolean): Outputs {
  const [logits, ...others] = [network.apply(values, { training }) as Tensor | Tensor[]].flat();
  const map = hasMap ? (others.shift() as Tensor4D) : null;
  return { logits: logits as Tensor2D, map, classes: (others[0] as Tensor2D | undefined) ?? null };
}

function lossAndGradient(forward: () => Scalar, trained: readonly Variable[], moving: readonly Variable[]): [Tensor, Tensor1D] {
  const { value, grads } = tf.variableGrads(forward, [...moving]);
  return [value, joined(trained.map((variable) => grads[variable.name] ?? tf.zerosLike(variable)))];
}
