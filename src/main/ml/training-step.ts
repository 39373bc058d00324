import type { TrainingSettings } from '../../shared/training';
import { Dropout } from './dropout';
import { createFreezing } from './freezing';
import { useFastGradients } from './fast-gradients';
import { createDifferentiation, outputsOf } from './differentiation';
import { batchLoss, positiveLogits, targetTensors } from './losses';
import type { BuiltNetwork } from './networks/build-network';
import { createOptimizer } from './optimizer';
import { type Batch, createInputPreparation, type StepInputs } from './step-inputs';
import { keyOf, type StepKey } from './step-key';
import type { Tensor } from './tensorflow';
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
  const cells = cellsOf(built, settings);
  const targetsOf = ({ targets }: StepInputs) => targetTensors(targets(cells), cells, settings, positiveShare);
  const differentiate = createDifferentiation(built, { trained, others }, (outputs, targets) => batchLoss(outputs, targets, settings));
  return {
    parameters: lengthOf(trained),
    take(batch, key, learningRate, frozen) {
      if (average.inUse()) throw new Error('a step was taken on the averaged weights');
      return tf.tidy(() => {
        const varied = inputs.varied(batch, key);
        setDropout(built, key);
        const { loss, gradient, averages } = differentiate.at(varied.values, targetsOf(varied), freezing.moving(frozen));
        const weights = joined(trained);
        const moved = Number.isFinite(loss) ? optimizer.step(weights, gradient, learningRate) : null;
        if (moved === null) return Number.isFinite(loss) ? NaN : loss;
        assignAll(trained, freezing.masked(weights, moved, frozen));
        others.forEach((variable, index) => variable.assign(averages[index] as Tensor));
        average.follow(optimizer.steps());
        return loss;
      });
    },
    score: (batch) =>
      tf.tidy(() => {
        const plain = inputs.plain(batch);
        const outputs = outputsOf(built, plain.values, false);
        const loss = batchLoss(outputs, targetsOf(plain), settings);
        return { logits: positiveLogits(outputs.logits).dataSync<'float32'>(), loss: loss.dataSync<'float32'>()[0] ?? NaN };
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
      differentiate.dispose();
      average.dispose();
      freezing.dispose();
      optimizer.dispose();
    },
  };
}

/** Cells along a side of the network's map; 0 where it has none. */
function cellsOf({ network, hasMap }: BuiltNetwork, { inputSize }: TrainingSettings): number {
  if (!hasMap) return 0;
  const [, map] = network.computeOutputShape([1, inputSize, inputSize, 1]) as number[][];
  return map?.[1] ?? 0;
}

/** Each dropout layer drops by a key of its own. */
function setDropout({ network }: BuiltNetwork, key: StepKey): void {
  // By its place: tfjs counts its own names on from network to network.
  network.layers.forEach((layer, place) => {
    if (layer instanceof Dropout) layer.setKey(keyOf(key, `dropout ${place}`));
  });
}

/** Reads a tensor and disposes of it. Not by returning the values from tf.tidy, which would look at each of them for tensors. */
function valuesOf(tensor: Tensor): Float32Array {
  const values = tensor.dataSync<'float32'>();
  tensor.dispose();
  return values;
}
