import type { TrainingSettings } from '../../shared/training';
import { Dropout } from './dropout';
import { createFreezing } from './freezing';
import { useFastGradients } from './fast-gradients';
import { batchLoss, type Outputs, positiveLogits } from './losses';
import type { BuiltNetwork } from './networks/build-network';
import { createOptimizer } from './optimizer';
import { type Batch, createInputPreparation, type StepInputs } from './step-inputs';
import { keyOf, type StepKey } from './step-key';
import type { Scalar, Tensor, Tensor1D, Tensor2D, Tensor4D, Variable } from './tensorflow';
import { tf } from './tensorflow';
import { createWeightAverage } from './weight-average';
import { assignAll, joined, lengthOf, variablesOf } from './weight-vector';

export type { Batch } from './step-inputs';
export type { StepKey } from './step-key';

/** All that training changes. */
export interface TrainerState {
  /** Every weight of the network: those that are trained, then the others, each in the network's order. */
  readonly weights: Float32Array;
  /** Adam's first and second moments, of the trained weights only. */
  readonly mean: Float32Array;
  readonly square: Float32Array;
  /** The running average of all weights; null where none is kept. */
  readonly average: Float32Array | null;
  /** Steps that changed the weights. */
  readonly steps: number;
}

export interface BatchScore {
  /** One a case, before calibration. */
  readonly logits: Float32Array;
  /** Mean over the batch. */
  readonly loss: number;
}

export interface TrainingStep {
  /** Number of weights that are trained. */
  readonly parameters: number;
  /**
   * One step against the batch's loss, which it answers; NaN or Infinity where the loss or a gradient is not a finite number: then no weight was changed.
   * @param frozen only the new layers move
   */
  take(batch: Batch, key: StepKey, learningRate: number, frozen: boolean): number;
  /** Scores without augmentation, with the averaged weights between useAverage(true) and useAverage(false) where there are any. */
  score(batch: Batch): BatchScore;
  useAverage(on: boolean): void;
  state(): TrainerState;
  restore(state: TrainerState): void;
  dispose(): void;
}

/**
 * What one step of training does with a network, whose weights it changes in place; the network stays its owner's. From the same state, the same
 * batches and keys give the same bits on the same device with the same number of threads.
 * @param positiveShare share of the training cases that are positive, 0 to 1
 */
export function createTrainingStep(built: BuiltNetwork, settings: TrainingSettings, positiveShare: number): TrainingStep {
  useFastGradients();
  const { trained, others } = variablesOf(built.network);
  const all = [...trained, ...others];
  const optimizer = createOptimizer(trained, settings);
  const average = createWeightAverage(all, settings.averageDecay);
  const freezing = createFreezing(built, trained);
  const inputs = createInputPreparation(built, settings);
  const lossOf = (outputs: Outputs, { targets }: StepInputs) =>
    batchLoss(outputs, targets(outputs.map?.shape[1] ?? 0), settings, positiveShare);
  return {
    parameters: lengthOf(trained),
    take(batch, key, learningRate, frozen) {
      if (average.inUse()) throw new Error('a step was taken on the averaged weights');
      return tf.tidy(() => {
        const averagesBefore = others.map((variable) => variable.clone());
        const varied = inputs.varied(batch, key);
        setDropout(built, key);
        const forward = () => lossOf(outputsOf(built, varied.values, true), varied);
        const { loss, gradient } = lossAndGradient(forward, trained, freezing.moving(frozen));
        const weights = joined(trained);
        const moved = Number.isFinite(loss) ? optimizer.step(weights, gradient, learningRate) : null;
        if (moved === null) {
          others.forEach((variable, index) => variable.assign(averagesBefore[index] as Tensor));
          return Number.isFinite(loss) ? NaN : loss;
        }
        assignAll(trained, freezing.masked(weights, moved, frozen));
        average.follow(optimizer.steps());
        return loss;
      });
    },
    score: (batch) =>
      tf.tidy(() => {
        const plain = inputs.plain(batch);
        const outputs = outputsOf(built, plain.values, false);
        return { logits: positiveLogits(outputs.logits).dataSync<'float32'>(), loss: numberOf(lossOf(outputs, plain)) };
      }),
    useAverage: (on) => average.use(on),
    state() {
      if (average.inUse()) throw new Error('the state was asked for while the network had the averaged weights');
      return { weights: valuesOf(joined(all)), average: average.values(), ...optimizer.state() };
    },
    restore(state) {
      average.use(false);
      tf.tidy(() => assignAll(all, tf.tensor1d(state.weights.slice())));
      average.restore(state.average);
      optimizer.restore(state);
    },
    dispose() {
      average.dispose();
      freezing.dispose();
      optimizer.dispose();
    },
  };
}

function outputsOf({ network, hasMap }: BuiltNetwork, values: Tensor4D, training: boolean): Outputs {
  const [logits, map] = [network.apply(values, { training }) as Tensor | Tensor[]].flat();
  return { logits: logits as Tensor2D, map: hasMap ? (map as Tensor4D) : null };
}

/** Each dropout layer drops by a key of its own. */
function setDropout({ network }: BuiltNetwork, key: StepKey): void {
  // By its place: tfjs counts its own names on from network to network.
  network.layers.forEach((layer, place) => {
    if (layer instanceof Dropout) layer.setKey(keyOf(key, `dropout ${place}`));
  });
}

/** The loss, and its gradient over all trained weights, which is 0 where a weight keeps still. */
function lossAndGradient(forward: () => Scalar, trained: readonly Variable[], moving: Variable[]): { loss: number; gradient: Tensor1D } {
  const { value, grads } = tf.variableGrads(forward, moving);
  const gradient = joined(trained.map((variable) => grads[variable.name] ?? tf.zerosLike(variable)));
  return { loss: numberOf(value), gradient };
}

/** Reads a tensor and disposes of it. Not by returning the values from tf.tidy, which would look at each of them for tensors. */
function valuesOf(tensor: Tensor): Float32Array {
  const values = tensor.dataSync<'float32'>();
  tensor.dispose();
  return values;
}

function numberOf(scalar: Scalar): number {
  return scalar.dataSync<'float32'>()[0] ?? NaN;
}
