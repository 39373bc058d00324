/** What a model says of itself; the file model-card.json in its folder. */
export interface ModelCard {
  readonly id: string;
  readonly name: string;
  /** ISO date on which training ended. */
  readonly createdOn: string;
  /** Square input side in pixels. */
  readonly inputSize: number;
  readonly preprocessingVersion: string;
  /** The operating point: positive when probability >= threshold. 0 to 1. */
  readonly threshold: number;
  readonly overlayMethod: string;
  readonly architecture: string;
  readonly intendedUse: string;
  readonly limits: readonly string[];
  /** Datasets with their source and terms. */
  readonly trainingData: readonly { readonly name: string; readonly images: number; readonly positives: number; readonly terms: string }[];
  readonly split: string;
  /** Measured figures; intervals are 95 % by bootstrap over patients. */
  readonly evaluation: readonly ModelFigures[];
}

export interface ModelFigures {
  readonly name: string;
  readonly images: number;
  readonly positives: number;
  readonly auc: number;
  readonly aucLow: number;
  readonly aucHigh: number;
  readonly sensitivity: number;
  readonly specificity: number;
  /** Share of the larger class: what always giving that answer scores. */
  readonly majorityAccuracy: number;
  readonly accuracy: number;
  readonly brier: number;
  readonly expectedCalibrationError: number;
  /** Share of positive images whose overlay's peak lies in a radiologist's box; null where there are no boxes. */
  readonly pointingHit: number | null;
}

/** The model in force, with the hash that pins it. */
export interface ActiveModel {
  readonly card: ModelCard;
  /** Hex SHA-256 over model.json followed by weights.bin. */
  readonly sha256: string;
}

/** Where the network runs. */
export interface DeviceReport {
  readonly kind: 'cpu' | 'gpu';
  /** For example 'CPU, 2 threads' or the GPU's name. */
  readonly name: string;
  readonly tensorflowVersion: string;
  readonly bindingVersion: string;
}

export type EngineState =
  | { readonly state: 'idle' | 'starting' | 'restarting' }
  | { readonly state: 'ready'; readonly device: DeviceReport }
  | { readonly state: 'failed'; readonly reason: string };
