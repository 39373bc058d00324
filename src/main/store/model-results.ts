import type { Disagreement, ModelWithResults } from '../../shared/figures';
import type { Database } from './database';
import { withSqliteFailures } from './sqlite-failure';
import { prepared } from './statements';

/** What one model last said of one image in a span of time. */
export interface ModelResult {
  readonly instanceId: number;
  readonly computedAtMs: number;
  readonly status: 'ok' | 'refused' | 'error';
  /** Null unless 'ok'. */
  readonly probability: number | null;
  readonly threshold: number | null;
}

/** Milliseconds since 1970; from inclusive, before exclusive. */
export interface Span {
  readonly fromMs: number;
  readonly beforeMs: number;
}

const newestResults = `SELECT instance_id AS instanceId, max(result_id), computed_at_ms AS computedAtMs, status, probability, threshold
  FROM results INDEXED BY results_by_model
  WHERE model_sha256 = ? AND computed_at_ms >= ? AND computed_at_ms < ? GROUP BY instance_id`;

/** The newest result of each image that this model gave in the span, in the order of the images; read from one index alone. */
export function resultsOfModel(database: Database, modelSha256: string, { fromMs, beforeMs }: Span): readonly ModelResult[] {
  return withSqliteFailures(() =>
    prepared<[string, number, number], ModelResult>(database, newestResults).all(modelSha256, fromMs, beforeMs),
  );
}

/** The models that gave any result, the latest known first. */
export function modelsWithResults(database: Database): readonly Omit<ModelWithResults, 'active'>[] {
  const sql = `SELECT model_sha256 AS modelSha256, model_id AS modelId, model_name AS modelName FROM models
    WHERE EXISTS (SELECT 1 FROM results INDEXED BY results_by_model WHERE results.model_sha256 = models.model_sha256)
    ORDER BY models.rowid DESC`;
  return withSqliteFailures(() => prepared<[], Omit<ModelWithResults, 'active'>>(database, sql).all());
}

type ImageOfStudy = Pick<Disagreement, 'studyId' | 'instanceId' | 'patientName' | 'patientId' | 'studyDate'>;

/** Whose image it is, for a list of cases. */
export function imageOfStudy(database: Database, instanceId: number): ImageOfStudy {
  const sql = `SELECT study_id AS studyId, instance_id AS instanceId, patient_name AS patientName, patient_id AS patientId,
    study_date AS studyDate FROM instances JOIN studies USING (study_id) JOIN patients USING (patient_key) WHERE instance_id = ?`;
  const found = withSqliteFailures(() => prepared<[number], ImageOfStudy>(database, sql).get(instanceId));
  if (found === undefined) throw new Error('a result is of no image');
  return found;
}
