import type { Failure } from './failure';
import type { AuditEntry } from './model';
import type { OperatingPointName } from './model-card';
import type { InstanceResult } from './prediction';
import type { StudyCriteria } from './worklist';

/** One result that the history keeps of an image, with all that made it. */
export interface StoredResult {
  readonly resultId: number;
  readonly result: Exclude<InstanceResult, { readonly status: 'pending' }>;
  readonly modelId: string;
  readonly modelName: string;
  readonly modelSha256: string;
  /** Where the network ran; '' where that was not kept. */
  readonly device: string;
  /** The model's operating point that the threshold is; null where it is none of its named ones. */
  readonly operatingPoint: OperatingPointName | null;
  /** The result that the image and the study list show. */
  readonly shown: boolean;
  /** True where it says the other answer than the score before it. */
  readonly flipped: boolean;
}

/** Which images another model looks at. */
export type RerunScope =
  | { readonly kind: 'image'; readonly instanceId: number }
  | { readonly kind: 'studies'; readonly studyIds: readonly number[] }
  /** All studies that the list would show. */
  | { readonly kind: 'matching'; readonly criteria: StudyCriteria };

/** How far a re-run is. What it scored stays, however it ends; begun again it goes on with what is left. */
export interface RerunProgress {
  readonly state: 'searching' | 'running' | 'finished' | 'cancelled' | 'failed';
  readonly modelId: string;
  readonly modelName: string;
  readonly imagesFound: number;
  readonly imagesDone: number;
  readonly refused: number;
  readonly failed: number;
  /** Images whose answer is another than that of the model in force. */
  readonly flipped: number;
  readonly elapsedMilliseconds: number;
  /** Null while searching. */
  readonly remainingMilliseconds: number | null;
  /** What ended it early. */
  readonly failure: Failure | null;
}

export type FlipKind = 'any' | 'to-positive' | 'to-negative';

export interface FlipQuery {
  /** Hex SHA-256 of the models' files: the other model beside the one it is held against. */
  readonly modelSha256: string;
  readonly againstSha256: string;
  readonly kind: FlipKind;
  readonly offset: number;
  /** 1 to 500 rows. */
  readonly limit: number;
}

/** An image that two models answer differently. */
export interface FlippedCase {
  readonly studyId: number;
  readonly instanceId: number;
  readonly patientName: string;
  readonly patientId: string;
  readonly studyDate: string | null;
  /** By the model it is held against, and by the other one; positive where the probability reaches the threshold. */
  readonly oldProbability: number;
  readonly oldThreshold: number;
  readonly newProbability: number;
  readonly newThreshold: number;
}

export interface FlipPage {
  /** Images that both models scored. */
  readonly scoredByBoth: number;
  /** Images that both models looked at and only one scored: the other refused them or failed. */
  readonly scoredByOne: number;
  readonly toPositive: number;
  readonly toNegative: number;
  readonly offset: number;
  /** Farthest apart first. */
  readonly rows: readonly FlippedCase[];
}

export type AuditAction = AuditEntry['action'];

export interface AuditQuery {
  /** Null for all. */
  readonly actions: readonly AuditAction[] | null;
  /** Milliseconds since 1970; from inclusive, before exclusive. */
  readonly fromMs: number | null;
  readonly beforeMs: number | null;
  /** Only entries with a lower number: how a next page is asked for. */
  readonly beforeNumber: number | null;
  /** 1 to 500 entries. */
  readonly limit: number;
}

export interface AuditPage {
  /** All entries that match, whatever `beforeNumber` and `limit` are. */
  readonly total: number;
  /** Newest first. */
  readonly entries: readonly AuditEntry[];
}

/** What checking every hash of the audit trail found. */
export interface AuditCheck {
  readonly entries: number;
  /** The number of the first entry that is not what was written, or that follows a missing one; null where all are sound. */
  readonly firstBroken: number | null;
}
