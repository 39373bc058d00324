import type { Database } from './database';
import { withSqliteFailures } from './sqlite-failure';
import { inTransaction, prepared } from './statements';
import { summariseStudy } from './study-summary';

/** Makes a result the one that its image shows, and brings the study's line up to date. Call it inside the transaction of the change. */
export function showResult(database: Database, instanceId: number, studyId: number, resultId: number): void {
  prepared(database, 'UPDATE instances SET latest_result_id = ? WHERE instance_id = ?').run(resultId, instanceId);
  summariseStudy(database, studyId);
}

interface Shown {
  readonly studyId: number;
  readonly resultId: number;
}

/**
 * Shows of each of these images what this model (by the hex SHA-256 of its files) last said of it, where it said something and another result
 * is shown: after another model came into force, or was put back. Answers the studies that changed. Throws 'disk-full', 'read-only'.
 */
export function showResultsOf(database: Database, modelSha256: string, instanceIds: readonly number[]): readonly number[] {
  const changes = instanceIds.flatMap((instanceId) => {
    const change = newestUnshown(database, modelSha256, instanceId);
    return change === null ? [] : [{ instanceId, ...change }];
  });
  if (changes.length === 0) return [];
  return inTransaction(database, () => {
    for (const { instanceId, studyId, resultId } of changes) showResult(database, instanceId, studyId, resultId);
    return [...new Set(changes.map(({ studyId }) => studyId))];
  });
}

function newestUnshown(database: Database, modelSha256: string, instanceId: number): Shown | null {
  const sql = `SELECT instances.study_id AS studyId, max(results.result_id) AS resultId
    FROM instances JOIN results USING (instance_id)
    WHERE instances.instance_id = ? AND results.model_sha256 = ?
    GROUP BY instances.instance_id HAVING max(results.result_id) IS NOT instances.latest_result_id`;
  return withSqliteFailures(() => prepared<[number, string], Shown>(database, sql).get(instanceId, modelSha256) ?? null);
}

/** Images that this model said something of, those with a higher number than `after`, in order. */
export function imagesWithResultOf(database: Database, modelSha256: string, after: number, limit: number): readonly number[] {
  const sql = `SELECT DISTINCT instance_id FROM results INDEXED BY results_by_model
    WHERE model_sha256 = ? AND instance_id > ? ORDER BY instance_id LIMIT ?`;
  return withSqliteFailures(() => prepared<[string, number, number], number>(database, sql).pluck().all(modelSha256, after, limit));
}
