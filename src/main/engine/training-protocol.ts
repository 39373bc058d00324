import type { Failure } from '../../shared/failure';
import type { CardCalibration, ModelFigures, OperatingPoint } from '../../shared/model-card';
import type { EpochMetrics, TrainingEstimate, TrainingEvent, TrainingSettings } from '../../shared/training';
import type { TrainerCase } from '../dataset/trainer-case';

/** All that a run needs, from its first step or from its latest checkpoint on. */
export interface TrainingOrder {
  readonly run: number;
  readonly settings: TrainingSettings;
  /** Where checkpoints, the best weights and the validation scores lie. */
  readonly runFolder: string;
  /** The picture store's file. */
  readonly picturesFile: string;
  /** The version of the dataset; a checkpoint of another one is refused. */
  readonly datasetSha256: string;
  readonly training: readonly TrainerCase[];
  readonly validation: readonly TrainerCase[];
  /** Scored once, at the end, for the model card; empty where the split keeps none. */
  readonly test: readonly TrainerCase[];
  readonly applicationVersion: string;
  /** The folder with EfficientNet-Lite0's weights, for `transfer`. */
  readonly pretrainedFolder: string;
  /** The folder of the run whose best weights this one starts from; null for the preset's own beginning. */
  readonly startFolder: string | null;
  /** Go on from the latest sound checkpoint; without one the run begins anew. */
  readonly resume: boolean;
}

export type TrainerRequest =
  | { readonly kind: 'train'; readonly order: TrainingOrder }
  | { readonly kind: 'estimate'; readonly order: TrainingOrder }
  /** Pause: checkpoint now and end. Stop: evaluate, keep the best epoch, end. */
  | { readonly kind: 'control'; readonly verb: 'pause' | 'stop' | 'stop-after-epoch' };

/** What training leaves beside its events: what the main process makes a candidate of. */
export interface TrainingOutcome {
  readonly state: 'finished' | 'stopped' | 'paused';
  readonly weightsSha256: string;
  readonly best: EpochMetrics | null;
  /** model.json and weights.bin of the best epoch, calibrated, in `runFolder`/model; null for a paused run, and for one stopped before its first epoch. */
  readonly modelFolder: string | null;
  /** What its card has to say; null where there is no model. */
  readonly candidate: TrainedCandidate | null;
}

/** What only the trainer knows of the model that a run became. */
export interface TrainedCandidate {
  readonly architecture: string;
  readonly overlayMethod: string;
  readonly preprocessingVersion: string;
  /** Chosen by the run's rule on the calibrated probabilities of the validation part. */
  readonly threshold: number;
  /** At that threshold, of calibrated probabilities: the validation part, and the test part where there is one. */
  readonly validation: ModelFigures;
  readonly test: ModelFigures | null;
  /** Chosen and measured on the validation part. */
  readonly operatingPoints: readonly OperatingPoint[];
  readonly calibration: CardCalibration;
}

export type TrainerReply =
  | { readonly kind: 'event'; readonly event: TrainingEvent }
  | { readonly kind: 'estimate'; readonly estimate: TrainingEstimate }
  | { readonly kind: 'outcome'; readonly outcome: TrainingOutcome }
  | { readonly kind: 'failure'; readonly failure: Failure };
