import type { ModelCard, OperatingPointName } from './model-card';

export type { ModelCard, ModelFigures } from './model-card';

/** The model in force, with the hash that pins it. Its card's threshold is that of the operating point in force. */
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

/** A model that can be used: the one that came along, a run's outcome, or an imported one. */
export interface ModelSummary {
  readonly id: string;
  readonly name: string;
  readonly sha256: string;
  readonly createdOn: string;
  readonly origin: 'shipped' | 'trained' | 'imported';
  /** The run that it came from. */
  readonly run: number | null;
  readonly active: boolean;
  /** As its files have it: its threshold is the model's own. */
  readonly card: ModelCard;
  /** The operating point that the reader chose; null for the model's own. */
  readonly operatingPoint: OperatingPointName | null;
}

/** How a candidate does beside the model in force, image by image on the same locked test set. */
export interface ModelComparison {
  readonly candidateId: string;
  readonly candidateSha256: string;
  readonly activeId: string;
  readonly activeSha256: string;
  /** Says which images: a locked dataset, or the test part of the candidate's own run. */
  readonly testSet: string;
  readonly images: number;
  readonly positives: number;
  readonly candidateAuc: number;
  readonly activeAuc: number;
  /** Candidate minus active, with its 95 % interval and two-sided p (DeLong, DeLong and Clarke-Pearson, Biometrics 1988). */
  readonly aucDifference: number;
  readonly differenceLow: number;
  readonly differenceHigh: number;
  readonly pValue: number;
  /** The active model's specificity at the threshold in force, and both sensitivities there. */
  readonly atSpecificity: number;
  readonly candidateSensitivity: number;
  readonly activeSensitivity: number;
  /** 'worse': the whole interval lies below zero. 'better': above. */
  readonly verdict: 'better' | 'not worse' | 'worse';
  /** What weakens the comparison, for example that the active model was trained on these images. */
  readonly cautions: readonly string[];
  readonly comparedAtMs: number;
}

/** Everything that the audit trail says was done, in the order in which a reader chooses among them. */
export const auditActions = [
  'study-opened',
  'verdict-given',
  'verdict-withdrawn',
  'study-status',
  'imported',
  'operating-point-chosen',
  'report-finalised',
  'exported',
  'printed',
  'rerun',
  'model-activated',
  'model-rolled-back',
  'model-imported',
  'model-exported',
  'run-exported',
] as const;

/** One entry of the audit trail, which can only grow: each is chained to the one before it by its hash. */
export interface AuditEntry {
  readonly number: number;
  readonly atMs: number;
  readonly action: (typeof auditActions)[number];
  /** Study and instance numbers, counts, models; `reader` is who the settings say reads here. No patient's name or id. */
  readonly detail: Readonly<Record<string, string | number | boolean | null>>;
  /** Hex SHA-256 over the previous entry's hash and this one's content. */
  readonly sha256: string;
}
