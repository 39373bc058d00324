import type { FailureCode } from './failure';

export const presetNames = ['seed-cnn', 'deep-cnn', 'transfer'] as const;
export type PresetName = (typeof presetNames)[number];

/** Everything that decides what a run becomes, apart from the dataset and the device. */
export interface TrainingSettings {
  readonly preset: PresetName;
  readonly epochs: number;
  readonly seed: number;
  readonly batchSize: number;
  /** Side of the square picture in pixels. */
  readonly inputSize: number;
  readonly learningRate: number;
  readonly optimizer: 'adam' | 'adamw';
  /** Decoupled (AdamW) or L2 (Adam) decay of the kernels. */
  readonly weightDecay: number;
  readonly schedule: 'constant' | 'cosine' | 'plateau';
  readonly warmUpEpochs: number;
  readonly loss: 'cross-entropy' | 'focal';
  readonly focalGamma: number;
  readonly labelSmoothing: number;
  readonly classBalance: 'none' | 'weights' | 'sampling';
  /** How much the opacity map's loss counts beside the image's; without effect for a network without a map. */
  readonly mapWeight: number;
  /** How much telling normal, not normal and opacity apart counts beside the image's label; 0 builds `transfer` without that help. */
  readonly classWeight: number;
  /** Decay a step of the running average of the weights that is evaluated and kept; 0 for none. */
  readonly averageDecay: number;
  /** Epochs without a better validation AUC after which training ends; 0 for never. */
  readonly patience: number;
  /** Whose weights a run ends with: the epoch with the best validation AUC, or the last one, which no chance in the validation part chose. */
  readonly keptEpoch: 'best' | 'last';
  /** Epochs in which only the new layers of `transfer` are trained. */
  readonly frozenEpochs: number;
  /** Blocks of ImageNet's network, from the picture on, that never move; its first convolution counts as part of the first. */
  readonly stillBlocks: number;
  /** The run with the same network whose best weights this one starts from; 0 for the preset's own beginning. */
  readonly startRun: number;
  readonly flip: boolean;
  readonly rotationDegrees: number;
  readonly shiftShare: number;
  readonly scaleShare: number;
  /** Exponent on brightness is drawn from 1 / (1 + contrast) to 1 + contrast. */
  readonly contrast: number;
  /** Standard deviation of the noise, in the network's own range. */
  readonly noise: number;
  readonly split: 'patients' | 'seed' | 'folds';
  readonly validationShare: number;
  readonly testShare: number;
  readonly folds: number;
  /** 1 to folds: the part that validates. */
  readonly fold: number;
  readonly operatingRule: 'youden' | 'sensitivity' | 'specificity' | 'cost';
  /** The sensitivity or specificity to hold, or how many false alarms one miss is worth. */
  readonly operatingValue: number;
  readonly checkpointMinutes: number;
  readonly checkpointsKept: number;
  /** Threads that TensorFlow computes with; 0 for all. Pinned when the run begins, since another number gives other bits. */
  readonly threads: number;
}

export type RunState = 'running' | 'paused' | 'interrupted' | 'stopped' | 'finished' | 'failed';

/** An epoch's figures. Validation figures are of the averaged weights where there is an average. */
export interface EpochMetrics {
  readonly epoch: number;
  readonly trainLoss: number;
  readonly validationLoss: number;
  readonly auc: number;
  readonly prAuc: number;
  readonly accuracy: number;
  /** What always giving the commoner answer scores on the validation part. */
  readonly majorityAccuracy: number;
  readonly balancedAccuracy: number;
  readonly sensitivity: number;
  readonly specificity: number;
  /** Probability at and above which an image counts as positive, chosen on the validation part by the run's rule. */
  readonly threshold: number;
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly trueNegatives: number;
  readonly falseNegatives: number;
  readonly brier: number;
  readonly ece: number;
  readonly learningRate: number;
  readonly imagesPerSecond: number;
  /** Share of the epoch in which the network waited for pictures, 0 to 1. */
  readonly inputWaitShare: number;
  readonly seconds: number;
}

/** What the trainer says while a run goes on; the command line prints these as they are. */
export type TrainingEvent =
  | {
      readonly event: 'started';
      readonly run: number;
      readonly epochs: number;
      readonly stepsAnEpoch: number;
      /** Where it begins: 0 and 0 for a fresh run. */
      readonly epoch: number;
      readonly step: number;
      readonly parameters: number;
      readonly device: string;
      readonly tensorflowVersion: string;
      /** Why equal runs may differ in their last bits on this device; null where they do not. */
      readonly inexact: string | null;
    }
  | {
      readonly event: 'step';
      readonly run: number;
      readonly epoch: number;
      /** Steps done in this epoch. */
      readonly step: number;
      readonly loss: number;
      readonly learningRate: number;
      readonly imagesPerSecond: number;
      readonly secondsLeft: number;
    }
  | ({ readonly event: 'epoch'; readonly run: number; readonly best: boolean } & EpochMetrics)
  | {
      readonly event: 'checkpoint';
      readonly run: number;
      readonly epoch: number;
      readonly step: number;
      /** Of all weights as they are at this checkpoint. */
      readonly weightsSha256: string;
    }
  | { readonly event: 'warning'; readonly run: number; readonly code: FailureCode; readonly message: string }
  | {
      readonly event: 'finished';
      readonly run: number;
      readonly state: 'finished' | 'stopped' | 'paused';
      readonly weightsSha256: string;
      /** The candidate that the run became; null for a run that was paused. */
      readonly modelId: string | null;
    }
  | { readonly event: 'failed'; readonly run: number; readonly code: FailureCode; readonly message: string };

export interface RunSummary {
  readonly run: number;
  readonly dataset: string;
  readonly datasetSha256: string;
  readonly settings: TrainingSettings;
  readonly state: RunState;
  readonly createdAtMs: number;
  readonly endedAtMs: number | null;
  /** Epochs done. */
  readonly epoch: number;
  readonly best: EpochMetrics | null;
  readonly notes: string;
  readonly modelId: string | null;
  readonly failure: string | null;
}

export interface RunDetail extends RunSummary {
  readonly epochs: readonly EpochMetrics[];
  /** Hex SHA-256 of all weights at the last checkpoint; null before there is one. */
  readonly weightsSha256: string | null;
  readonly device: string;
  readonly tensorflowVersion: string;
  readonly applicationVersion: string;
  readonly threads: number;
  readonly oneDnn: boolean;
  readonly trainingImages: number;
  readonly validationImages: number;
  readonly testImages: number;
  readonly warnings: readonly string[];
}

/** How one validation image was scored at the best epoch so far. */
export interface ScoredRecord {
  /** The image's place in its dataset. */
  readonly record: number;
  readonly file: string;
  readonly probability: number;
  readonly positive: boolean;
}

/** Curves and mistakes of a run's best epoch so far. */
export interface RunCurves {
  /** False positive share against sensitivity, from 0, 0 to 1, 1. */
  readonly roc: readonly (readonly [number, number])[];
  /** Sensitivity against precision. */
  readonly precisionRecall: readonly (readonly [number, number])[];
  /** Mean probability and share of positives of each occupied tenth. */
  readonly reliability: readonly { readonly probability: number; readonly positives: number; readonly images: number }[];
  /** The most wrong first. */
  readonly mistakes: readonly ScoredRecord[];
}

/** Measured on a few steps, before a run begins. */
export interface TrainingEstimate {
  readonly secondsAnEpoch: number;
  readonly imagesPerSecond: number;
  readonly memoryBytes: number;
  readonly parameters: number;
  readonly device: string;
}
