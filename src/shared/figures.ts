import type { Estimate } from './model-card';

export interface FiguresQuery {
  /** Hex SHA-256 of a model's files; null for the model in force. */
  readonly modelSha256: string | null;
  /** When the results were computed, in milliseconds since 1970; from inclusive, before exclusive. Null for no bound. */
  readonly fromMs: number | null;
  readonly beforeMs: number | null;
}

/** A model version that the history holds results of. */
export interface ModelWithResults {
  readonly modelSha256: string;
  readonly modelId: string;
  readonly modelName: string;
  readonly active: boolean;
}

/** How the model's answers stand to the reader's verdicts. */
export interface ReaderFigures {
  /** Scored images with a verdict. */
  readonly read: number;
  /** The verdict is taken as what is true: found, missed, cleared, and suspected without cause. */
  readonly truePositives: number;
  readonly falseNegatives: number;
  readonly trueNegatives: number;
  readonly falsePositives: number;
  /** With 95 % intervals by Wilson; null without an image to count. */
  readonly agreement: Estimate | null;
  readonly sensitivity: Estimate | null;
  readonly specificity: Estimate | null;
  /** With its 95 % interval by Newcombe; null where one class has no image. */
  readonly auc: Estimate | null;
}

/** An image whose verdict is not the model's answer. */
export interface Disagreement {
  readonly studyId: number;
  readonly instanceId: number;
  readonly patientName: string;
  readonly patientId: string;
  readonly studyDate: string | null;
  readonly probability: number;
  readonly threshold: number;
  /** What the reader said. */
  readonly positive: boolean;
}

/** What one calendar week's images scored. Weeks begin on Monday, in the machine's time zone. */
export interface WeekFigures {
  /** The Monday, an ISO date. */
  readonly monday: string;
  /** ISO 8601: '2026-W48'. */
  readonly name: string;
  readonly images: number;
  readonly refused: number;
  readonly failed: number;
  /** Quartiles of the probabilities; null where nothing was scored. */
  readonly quartiles: { readonly low: number; readonly median: number; readonly high: number } | null;
  /** Share of the scored images that the model calls positive; null where nothing was scored. */
  readonly positives: Estimate | null;
}

export interface Figures {
  /** Every model that has results, newest first. */
  readonly models: readonly ModelWithResults[];
  readonly modelSha256: string;
  /** Images with a result of this model in the span, each by its newest. */
  readonly images: number;
  readonly scored: number;
  readonly refused: number;
  readonly failed: number;
  readonly reader: ReaderFigures;
  /** The strongest first, 200 at most; how many there are is falsePositives + falseNegatives. */
  readonly disagreements: readonly Disagreement[];
  /** Oldest first; weeks without an image are left out. */
  readonly weeks: readonly WeekFigures[];
}
