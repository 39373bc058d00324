import { type Failure, fail, outcomeOf } from '../../shared/failure';
import type { Heatmap } from '../../shared/image';
import type { InstanceResult, Prediction } from '../../shared/prediction';
import type { Database } from './database';
import { decodeFloats, encodeFloats } from './float-bytes';
import { failNotInHistory } from './not-in-history';
import { joinLatestResult, type ResultColumns, resultColumns, resultOf } from './result-columns';
import { showResult } from './shown-result';
import { withSqliteFailures } from './sqlite-failure';
import { inTransaction, prepared } from './statements';

/** A score as it comes from the engine, before the history gave it a number. */
export type NewPrediction = Omit<Prediction, 'predictionId' | 'instanceId'>;

/** What had been asked when a failure came instead of a score. */
export interface FailedRun {
  readonly modelId: string;
  readonly modelSha256: string;
}

/** How a result came about besides its model. */
export interface Provenance {
  /** Where the network ran, for example 'CPU, 2 threads'; '' where that is not known. */
  readonly device: string;
  /** False for a model that is looked at beside the one in force: the image and its study go on showing what they show. */
  readonly shown: boolean;
}

const byTheModelInForce: Provenance = { device: '', shown: true };

/**
 * Stores a score with its overlay, as the result that the instance shows unless `provenance` says otherwise; earlier ones stay. The model has
 * to be known: recordModel. Throws 'not-in-history', 'disk-full', 'read-only', 'database-damaged'.
 */
export function recordPrediction(
  database: Database,
  instanceId: number,
  prediction: NewPrediction,
  heatmap: Heatmap,
  provenance: Provenance = byTheModelInForce,
): Prediction {
  const predictionId = recordResult(database, instanceId, provenance, {
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

/** Stores why an instance has no score from this model; otherwise as recordPrediction. */
export function recordFailure(
  database: Database,
  instanceId: number,
  failure: Failure,
  run: FailedRun,
  nowMs: number,
  provenance: Provenance = byTheModelInForce,
): void {
  recordResult(database, instanceId, provenance, {
    status: outcomeOf(failure.code),
    model_sha256: run.modelSha256,
    model_id: run.modelId,
    computed_at_ms: nowMs,
    failure_code: failure.code,
    failure_message: failure.message,
  });
}

/** The result that an instance shows: of the model in force when it was last looked at (shown-result.ts). Throws 'not-in-history' for an instance that is not there. */
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

/** The images of these studies, in the order of the studies and of their import. */
export function imagesOfStudies(database: Database, studyIds: readonly number[]): readonly number[] {
  const select = prepared<[number], number>(database, 'SELECT instance_id FROM instances WHERE study_id = ? ORDER BY instance_id').pluck();
  return withSqliteFailures(() => studyIds.flatMap((studyId) => select.all(studyId)));
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

function recordResult(
  database: Database,
  instanceId: number,
  { device, shown }: Provenance,
  row: Readonly<Record<string, string | number | Buffer | null>>,
): number {
  return inTransaction(database, () => {
    const studyId = prepared<[number], number>(database, 'SELECT study_id FROM instances WHERE instance_id = ?').pluck().get(instanceId);
    if (studyId === undefined) failNotInHistory(instanceId);
    const names = [...Object.keys(row), 'device'];
    const sql = `INSERT INTO results (instance_id, ${names.join(', ')}) VALUES (@instance_id, ${names.map((name) => `@${name}`).join(', ')})`;
    const resultId = Number(prepared(database, sql).run({ ...row, device, instance_id: instanceId }).lastInsertRowid);
    if (shown) showResult(database, instanceId, studyId, resultId);
    return resultId;
  });
}
