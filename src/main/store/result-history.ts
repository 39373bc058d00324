import type { StoredResult } from '../../shared/explain';
import { noAdditions, type ModelCard } from '../../shared/model-card';
import type { Database } from './database';
import { failNotInHistory } from './not-in-history';
import { type ResultColumns, resultColumns, resultOf } from './result-columns';
import { withSqliteFailures } from './sqlite-failure';
import { prepared } from './statements';

interface HistoryColumns extends ResultColumns {
  readonly resultId: number;
  readonly device: string;
  readonly card: string;
  readonly shownId: number | null;
}

const selectHistory = `SELECT ${resultColumns}, results.device AS device, models.card AS card, instances.latest_result_id AS shownId
  FROM results JOIN instances USING (instance_id) JOIN models USING (model_sha256)
  WHERE results.instance_id = ? ORDER BY results.result_id DESC`;

/** Every result of an image, newest first, whichever model gave it and whether it is shown or not. Throws 'not-in-history'. */
export function resultHistory(database: Database, instanceId: number): readonly StoredResult[] {
  const rows = withSqliteFailures(() => {
    const known = prepared<[number]>(database, 'SELECT 1 FROM instances WHERE instance_id = ?').get(instanceId);
    return known === undefined ? null : prepared<[number], HistoryColumns>(database, selectHistory).all(instanceId);
  });
  if (rows === null) return failNotInHistory(instanceId);
  const results = rows.map(storedResult);
  return results.map((one, place) => ({ ...one, flipped: answersOtherwise(one, results.slice(place + 1)) }));
}

function storedResult(row: HistoryColumns): Omit<StoredResult, 'flipped'> {
  const result = resultOf(row);
  if (result.status === 'pending') throw new Error('a stored result is pending');
  const { resultId, modelId, modelName, modelSha256, device, threshold } = row;
  const { operatingPoints } = { ...noAdditions, ...(JSON.parse(row.card) as ModelCard) };
  const operatingPoint = operatingPoints.find((point) => point.threshold === threshold)?.name ?? null;
  return { resultId, result, modelId, modelName, modelSha256, device, operatingPoint, shown: resultId === row.shownId };
}

/** A result without a score answers nothing: the score before it is what the next one is held against. */
function answersOtherwise({ result }: Pick<StoredResult, 'result'>, earlier: readonly Pick<StoredResult, 'result'>[]): boolean {
  if (result.status !== 'ok') return false;
  const before = earlier.map((one) => one.result).find((one) => one.status === 'ok');
  return before !== undefined && before.positive !== result.positive;
}
