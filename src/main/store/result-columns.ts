import { type FailureCode, isFailureCode } from '../../shared/failure';
import type { Correction, InstanceResult, ScoredBox, Spread } from '../../shared/prediction';

/** The columns of a result as SQL reads them; all null for an instance without one. */
export interface ResultColumns {
  readonly resultId: number | null;
  readonly resultInstanceId: number;
  readonly resultFile: string;
  readonly status: 'ok' | 'refused' | 'error' | null;
  readonly modelSha256: string;
  readonly modelId: string;
  readonly modelName: string;
  readonly computedAtMs: number;
  readonly failureCode: string;
  readonly failureMessage: string;
  readonly probability: number;
  readonly probabilityLow: number | null;
  readonly probabilityHigh: number | null;
  readonly corrections: string;
  readonly threshold: number;
  readonly preprocessingVersion: string;
  readonly overlayMethod: string;
  readonly milliseconds: number;
  readonly boxes: string;
}

/** For a SELECT over instances, results and models. */
export const resultColumns = `
  results.result_id AS resultId, instances.instance_id AS resultInstanceId, instances.original_name AS resultFile,
  results.status AS status, results.model_sha256 AS modelSha256, results.model_id AS modelId, models.model_name AS modelName,
  results.computed_at_ms AS computedAtMs, results.failure_code AS failureCode, results.failure_message AS failureMessage,
  results.probability AS probability, results.probability_low AS probabilityLow, results.probability_high AS probabilityHigh,
  results.corrections AS corrections, results.threshold AS threshold, results.preprocessing_version AS preprocessingVersion,
  results.overlay_method AS overlayMethod, results.milliseconds AS milliseconds, results.boxes AS boxes`;

export const joinLatestResult = `
  LEFT JOIN results ON results.result_id = instances.latest_result_id
  LEFT JOIN models ON models.model_sha256 = results.model_sha256`;

/** The result that such a row holds. The tables' own checks see to it that a score is whole. */
export function resultOf(row: ResultColumns): InstanceResult {
  if (row.status === null || row.resultId === null) return { status: 'pending' };
  if (row.status !== 'ok') {
    const failure = { code: knownCode(row.failureCode), message: row.failureMessage, file: row.resultFile };
    return { status: row.status, failure, computedAtMs: row.computedAtMs };
  }
  return {
    status: 'ok',
    predictionId: row.resultId,
    instanceId: row.resultInstanceId,
    probability: row.probability,
    spread: spreadOf(row),
    corrections: JSON.parse(row.corrections) as readonly Correction[],
    threshold: row.threshold,
    positive: row.probability >= row.threshold,
    boxes: JSON.parse(row.boxes) as readonly ScoredBox[],
    modelId: row.modelId,
    modelName: row.modelName,
    modelSha256: row.modelSha256,
    preprocessingVersion: row.preprocessingVersion,
    overlayMethod: row.overlayMethod,
    computedAtMs: row.computedAtMs,
    milliseconds: row.milliseconds,
  };
}

function spreadOf({ probabilityLow: low, probabilityHigh: high }: ResultColumns): Spread | null {
  return low === null || high === null ? null : { low, high };
}

/** A failure's code as it is stored. One that a later version dropped from the list still has its sentence. */
export function knownCode(code: string): FailureCode {
  return isFailureCode(code) ? code : 'unexpected';
}
