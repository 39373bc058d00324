import type { FlipKind, FlipPage, FlippedCase, FlipQuery } from '../../shared/explain';
import { fail } from '../../shared/failure';
import type { Database } from './database';
import { withSqliteFailures } from './sqlite-failure';
import { prepared } from './statements';

/**
 * What two models said of the same images, each by its newest result: `old` is the model that the other is held against. The column list
 * is that of the index results_by_model; beside max() the others are of the same row (https://www.sqlite.org/lang_select.html#bareagg).
 */
const newestOf = (model: string): string => `SELECT instance_id, max(result_id), status, probability, threshold
  FROM results INDEXED BY results_by_model WHERE model_sha256 = @${model} GROUP BY instance_id`;

const bothModels = `WITH old AS MATERIALIZED (${newestOf('againstSha256')}), other AS MATERIALIZED (${newestOf('modelSha256')}),
  compared AS (SELECT instance_id, old.probability AS oldProbability, old.threshold AS oldThreshold,
    other.probability AS newProbability, other.threshold AS newThreshold,
    old.probability >= old.threshold AS oldPositive, other.probability >= other.threshold AS newPositive
    FROM other JOIN old USING (instance_id))`;

const countAll = `${bothModels} SELECT count(oldPositive + newPositive) AS scoredByBoth,
  count(*) FILTER (WHERE (oldPositive IS NULL) <> (newPositive IS NULL)) AS scoredByOne,
  count(*) FILTER (WHERE newPositive > oldPositive) AS toPositive,
  count(*) FILTER (WHERE newPositive < oldPositive) AS toNegative FROM compared`;

const conditions: Readonly<Record<FlipKind, string>> = {
  any: 'newPositive <> oldPositive',
  'to-positive': 'newPositive > oldPositive',
  'to-negative': 'newPositive < oldPositive',
};

const selectCases = (kind: FlipKind): string => `${bothModels}
  SELECT instances.study_id AS studyId, instance_id AS instanceId, patients.patient_name AS patientName, patients.patient_id AS patientId,
    studies.study_date AS studyDate, oldProbability, oldThreshold, newProbability, newThreshold
  FROM (SELECT * FROM compared WHERE ${conditions[kind]}
    ORDER BY abs(newProbability - oldProbability) DESC, instance_id LIMIT @limit OFFSET @offset)
  JOIN instances USING (instance_id) JOIN studies ON studies.study_id = instances.study_id JOIN patients USING (patient_key)
  ORDER BY abs(newProbability - oldProbability) DESC, instance_id`;

/** The images that two models answer differently, those farthest apart first, and how many there are. Throws 'invalid-request'. */
export function listFlips(database: Database, { kind, ...query }: FlipQuery): FlipPage {
  if (query.limit < 1 || query.limit > 500) fail('invalid-request', 'A page holds 1 to 500 cases.');
  return withSqliteFailures(() => {
    const counts = prepared<[FlipValues], Omit<FlipPage, 'offset' | 'rows'>>(database, countAll).get(query);
    if (counts === undefined) throw new Error('counting gave no row');
    const rows = prepared<[FlipValues], FlippedCase>(database, selectCases(kind)).all(query);
    return { ...counts, offset: query.offset, rows };
  });
}

type FlipValues = Omit<FlipQuery, 'kind'>;
