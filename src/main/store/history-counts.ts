import type { Database } from './database';
import { withSqliteFailures } from './sqlite-failure';

/** How much there is of what; nothing of what it says. */
export interface HistoryCounts {
  readonly schemaVersion: number;
  /** Rows by table. */
  readonly rows: Readonly<Record<string, number>>;
  /** Images without a score, by their failure's code. */
  readonly failures: Readonly<Record<string, number>>;
  /** Training runs by state. */
  readonly runs: Readonly<Record<string, number>>;
}

/** Counts every table of the history. Throws 'database-damaged'. */
export function countHistory(database: Database): HistoryCounts {
  return withSqliteFailures(() => {
    const named = (sql: string): Record<string, number> => Object.fromEntries(database.prepare<[], [string, number]>(sql).raw().all());
    const tables = database.prepare<[], string>(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`,
    );
    const counted = tables
      .pluck()
      .all()
      .map((table) => `SELECT '${table}', count(*) FROM "${table}"`);
    return {
      schemaVersion: Number(database.pragma('user_version', { simple: true })),
      rows: named(counted.join(' UNION ALL ')),
      failures: named('SELECT failure_code, count(*) FROM results WHERE failure_code IS NOT NULL GROUP BY failure_code'),
      runs: named('SELECT state, count(*) FROM runs GROUP BY state'),
    };
  });
}
