import type { Database, Statement } from './database';
import { requireInPlace } from './history-place';
import { withSqliteFailures } from './sqlite-failure';

/**
 * Runs `work` as one transaction that nothing else can write between; all of it or nothing. Throws 'disk-full', 'read-only', 'database-damaged',
 * 'database-locked', 'database-gone'.
 */
export function inTransaction<T>(database: Database, work: () => T): T {
  requireInPlace(database);
  return withSqliteFailures(() => database.transaction(work).immediate());
}

/**
 * The prepared statement for this SQL, made once for each database: for one row, preparing costs more than running. Only for
 * SQL that the program writes, of which there is a small number. One that writes is to be run at once: throws 'database-gone'.
 */
export function prepared<Values extends unknown[], Row = unknown>(database: Database, sql: string): Statement<Values, Row> {
  const statements = statementsOf.get(database) ?? new Map<string, unknown>();
  statementsOf.set(database, statements);
  const statement = statements.get(sql) ?? database.prepare(sql);
  statements.set(sql, statement);
  // A transaction has looked before it began.
  if (!(statement as Statement<Values, Row>).readonly && !database.inTransaction) requireInPlace(database);
  return statement as Statement<Values, Row>;
}

const statementsOf = new WeakMap<Database, Map<string, unknown>>();
