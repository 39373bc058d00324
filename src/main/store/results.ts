import { type Failure, fail, outcomeOf } from '../../shared/failure';
import type { Heatmap } from '../../shared/image';
import type { InstanceResult, Prediction } from '../../shared/prediction';
import type { Database } from './database';
import { decodeFloats, encodeFloats } from './float-bytes';
import { failNotInHistory } from './not-in-history';
import { joinLatestResult, type ResultColumns, resultColumns, resultOf } from './result-columns';
import { withSqliteFailures } from './sqlite-failure';
import { summariseStudy } from './study-summary';
import { inTransaction, prepared } from './statements';

/** A score as it comes from the engine, before the history gave it a number. */
export type NewPrediction = Omit<Prediction, 'predictionId' | 'instanceId'>;

/** What had been asked when a failure came instead of a score. */
export interface FailedRun {
  readonly modelId: string;
  readonly modelSha256: string;
}

/**
 * Stores a score with its overlay as the instance's latest result; earlier ones stay. The model has to be known: recordModel.
 * Throws 'not-in-history', 'disk-full', 'read-only', 'database-damaged'.
 */
export function recordPrediction(database: Database, instanceId: number, prediction: NewPrediction, heatmap: Heatmap): Prediction {
  const predictionId = recordResult(database, instanceId, {
    status: 'ok',
    model_sha256: prediction.modelSha256,
    model_id: prediction.modelId,
    computed_at_ms: prediction.computedAtMs,
    probability: prediction.probability,
    probability_low: prediction.spread?.low ?? null,
    probability_high: prediction.spread?.high ?? null,
    corrections: JSON.stringify(prediction.corrections),
    threshold: prediction.threshold,
    preprocessing_version: prediction.preprocessingVersion,
    overlay_method: prediction.overlayMethod,
    milliseconds: prediction.milliseconds,
    boxes: JSON.stringify(prediction.boxes),
    heatmap_width: heatmap.width,
    heatmap_height: heatmap.height,
    heatmap_region_x: heatmap.region.x,
    heatmap_region_y: heatmap.region.y,
    heatmap_region_width: heatmap.region.width,
    heatmap_region_height: heatmap.region.height,
    heatmap_values: encodeFloats(heatmap.values),
  });
  return { ...prediction, predictionId, instanceId };
}

/** Stores why an instance has no score from this model, as its latest result. Throws as recordPrediction does. */
export function recordFailure(database: Database, instanceId: number, failure: Failure, run: FailedRun, nowMs: number): void {
  recordResult(database, instanceId, {
    status: outcomeOf(failure.code),
    model_sha256: run.modelSha256,
    model_id: run.modelId,
    computed_at_ms: nowMs,
    failure_code: failure.code,
    failure_message: failure.message,
  });
}

/** The newest result of an instance, whichever model gave it. Throws 'not-in-history' for an instance that is not there. */
export function latestResult(database: Database, instanceId: number): InstanceResult {
  return withSqliteFailures(() => {
    const row = prepared<[number], ResultColumns>(
      database,
      `SELECT ${resultColumns} FROM instances ${joinLatestResult} WHERE instances.instance_id = ?`,
    ).get(instanceId);
    return row === undefined ? failNotInHistory(instanceId) : resultOf(row);
  });
}

/** The newest result that this model gave for an instance; 'pending' where it gave none. */
export function resultForModel(database: Database, instanceId: number, modelSha256: string): InstanceResult {
  const sql = `SELECT ${resultColumns} FROM results JOIN instances USING (instance_id) JOIN models USING (model_sha256)
    WHERE results.instance_id = ? AND results.model_sha256 = ? ORDER BY result_id DESC LIMIT 1`;
  return withSqliteFailures(() => {
    const row = prepared<[number, string], ResultColumns>(database, sql).get(instanceId, modelSha256);
    return row === undefined ? { status: 'pending' } : resultOf(row);
  });
}

/** The overlay of a prediction, bit for bit as it was stored. Throws 'not-in-history'. */
export function readHeatmap(database: Database, predictionId: number): Heatmap {
  const sql = `SELECT heatmap_width AS width, heatmap_height AS height, heatmap_region_x AS regionX, heatmap_region_y AS regionY,
    heatmap_region_width AS regionWidth, heatmap_region_height AS regionHeight, heatmap_values AS bytes
    FROM results WHERE result_id = ? AND status = 'ok'`;
  const row = withSqliteFailures(() => prepared<[number], HeatmapColumns>(database, sql).get(predictionId));
  if (row === undefined) fail('not-in-history', `The history holds no prediction with the number ${String(predictionId)}.`);
  return {
    width: row.width,
    height: row.height,
    values: decodeFloats(row.bytes),
    region: { x: row.regionX, y: row.regionY, width: row.regionWidth, height: row.regionHeight },
  };
}

interface HeatmapColumns {
  readonly width: number;
  readonly height: number;
  readonly regionX: number;
  readonly regionY: number;
  readonly regionWidth: number;
  readonly regionHeight: number;
  readonly bytes: Buffer;
}

function recordResult(database: Database, instanceId: number, row: Readonly<Record<string, string | number | Buffer | null>>): number {
  return inTransaction(database, () => {
    const studyId = prepared<[number], number>(database, 'SELECT study_id FROM instances WHERE instance_id = ?').pluck().get(instanceId);
    if (studyId === undefined) failNotInHistory(instanceId);
    const names = Object.keys(row);
    const sql = `INSERT INTO results (instance_id, ${names.join(', ')}) VALUES (@instance_id, ${names.map((name) => `@${name}`).join(', ')})`;
    const resultId = Number(prepared(database, sql).run({ ...row, instance_id: instanceId }).lastInsertRowid);
    prepared(database, 'UPDATE instances SET latest_result_id = ? WHERE instance_id = ?').run(resultId, instanceId);
    summariseStudy(database, studyId);
    return resultId;
  });
}
