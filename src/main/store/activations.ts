import type { Database } from './database';
import { withSqliteFailures } from './sqlite-failure';
import { inTransaction, prepared } from './statements';

/** A model that was put in force, and the one that it followed; by the hex SHA-256 of their files. */
export interface Activation {
  readonly activationId: number;
  readonly modelSha256: string;
  readonly previousSha256: string;
  readonly activatedAtMs: number;
}

const newest = `SELECT activation_id AS activationId, model_sha256 AS modelSha256, previous_sha256 AS previousSha256,
  activated_at_ms AS activatedAtMs FROM activations WHERE undone_at_ms IS NULL AND activation_id < ? ORDER BY activation_id DESC LIMIT 1`;

/** The latest activation that was not undone: its model is in force. Null where the model that came along is. */
export function latestActivation(database: Database): Activation | null {
  return activationBefore(database, Number.MAX_SAFE_INTEGER);
}

/** The latest that was not undone and came before another: its model would be in force without that one. */
export function activationBefore(database: Database, activationId: number): Activation | null {
  return withSqliteFailures(() => prepared<[number], Activation>(database, newest).get(activationId) ?? null);
}

/** Puts a model in force after another; recordModel has to know both. Throws 'disk-full', 'read-only'. */
export function recordActivation(database: Database, activation: Omit<Activation, 'activationId'>): void {
  const sql = `INSERT INTO activations (model_sha256, previous_sha256, activated_at_ms)
    VALUES (@modelSha256, @previousSha256, @activatedAtMs)`;
  inTransaction(database, () => prepared(database, sql).run(activation));
}

/** Undoes an activation: the one before it is the latest again. Throws 'disk-full', 'read-only'. */
export function undoActivation(database: Database, activationId: number, undoneAtMs: number): void {
  const sql = 'UPDATE activations SET undone_at_ms = ? WHERE activation_id = ? AND undone_at_ms IS NULL';
  inTransaction(database, () => prepared(database, sql).run(undoneAtMs, activationId));
}
