import type { OperatingPointName } from '../../shared/model-card';
import { operatingPointNames } from '../../shared/operating-point';
import type { Database } from './database';
import { withSqliteFailures } from './sqlite-failure';
import { inTransaction, prepared } from './statements';

/** A row of the settings for each model whose operating point the reader chose. */
const settingName = (modelSha256: string): string => `operating point of ${modelSha256}`;

/** The operating point that the reader chose for a model; null for the model's own. */
export function chosenPoint(database: Database, modelSha256: string): OperatingPointName | null {
  const sql = 'SELECT value FROM settings WHERE name = ?';
  const value = withSqliteFailures(() => prepared<[string], string>(database, sql).pluck().get(settingName(modelSha256)));
  const stored: unknown = value === undefined ? null : JSON.parse(value);
  return operatingPointNames.find((name) => name === stored) ?? null;
}

/** Keeps the reader's choice. Throws 'disk-full', 'read-only'. */
export function recordChosenPoint(database: Database, modelSha256: string, point: OperatingPointName | null): void {
  const sql = 'INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value';
  inTransaction(database, () => prepared(database, sql).run(settingName(modelSha256), JSON.stringify(point)));
}
