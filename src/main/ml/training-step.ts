import type { TrainingSettings } from '../../shared/training';
import type { TrainerCase } from '../dataset/trainer-case';
import type { BuiltNetwork } from './networks/build-network';

/** A batch as it is read from the picture store. */
export interface Batch {
  /** One byte a pixel, row-major, batch x size x size. */
  readonly pictures: Uint8Array;
  readonly cases: readonly TrainerCase[];
}

/** Decides every random number of a step (augmentation, dropout): the same key gives the same numbers in any process. */
export interface StepKey {
  readonly seed: number;
  readonly epoch: number;
  readonly step: number;
}

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
 * What one step of training does with a network.
 * @param positiveShare share of the training cases that are positive, 0 to 1
 */
export function createTrainingStep(_built: BuiltNetwork, _settings: TrainingSettings, _positiveShare: number): TrainingStep {
  throw new Error('not written yet');
}
