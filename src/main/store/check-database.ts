import type { Database } from './database';
import { withSqliteFailures } from './sqlite-failure';

/** What SQLite finds wrong with the file, a line each: nothing for a sound one. Reads all of it. Throws 'database-damaged' where it can't even be read. */
export function checkDatabase(database: Database): readonly string[] {
  return withSqliteFailures(() => {
    const found = database.pragma('quick_check') as { quick_check: string }[];
    const orphans = database.pragma('foreign_key_check') as { table: string; parent: string }[];
    const problems = found.map((row) => row.quick_check).filter((text) => text !== 'ok');
    return [...problems, ...orphans.map((row) => `a row of ${row.table} refers to a missing row of ${row.parent}`)];
  });
}
