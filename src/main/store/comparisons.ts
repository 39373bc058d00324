import type { ModelComparison } from '../../shared/model';
import type { Database } from './database';
import { withSqliteFailures } from './sqlite-failure';
import { inTransaction, prepared } from './statements';

/** Keeps how a candidate did beside the model in force; recordModel has to know both. Throws 'disk-full', 'read-only'. */
export function recordComparison(database: Database, comparison: ModelComparison): void {
  const sql = 'INSERT INTO comparisons (candidate_sha256, active_sha256, comparison) VALUES (?, ?, ?)';
  const { candidateSha256, activeSha256 } = comparison;
  inTransaction(database, () => prepared(database, sql).run(candidateSha256, activeSha256, JSON.stringify(comparison)));
}

/** The latest comparison of these two models, by the hex SHA-256 of their files; null where there is none. */
export function latestComparison(database: Database, candidateSha256: string, activeSha256: string): ModelComparison | null {
  const sql = `SELECT comparison FROM comparisons WHERE candidate_sha256 = ? AND active_sha256 = ?
    ORDER BY comparison_id DESC LIMIT 1`;
  const row = withSqliteFailures(() =>
    prepared<[string, string], { comparison: string }>(database, sql).get(candidateSha256, activeSha256),
  );
  return row === undefined ? null : (JSON.parse(row.comparison) as ModelComparison);
}
