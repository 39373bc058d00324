import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fail } from '../../shared/failure';
import type { MigratableDatabase, Migration } from './migrations/migration';

/** What migrating asks of a connection; better-sqlite3's own type stays in database.ts. */
interface Connection extends MigratableDatabase {
  pragma(source: string, options?: { simple: boolean }): unknown;
  transaction(work: () => void): { immediate(): void };
}

/**
 * Checks a database that is about to change and copies it whole to `folder`, named by its version and the time.
 * The copy appears under its name only once it is complete and on the disk. Throws 'database-damaged'.
 */
export function backUp(database: Connection, version: number, folder: string): void {
  const problem = String(database.pragma('quick_check(1)', { simple: true }));
  if (problem !== 'ok') {
    fail('database-damaged', `The case history is damaged (${problem}). Put back a copy from the backups folder; it was not changed.`);
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const copy = join(folder, `history-version-${String(version)}-${new Date().toISOString().replaceAll(':', '-')}.sqlite`);
  const unfinished = `${copy}.unfinished`;
  rmSync(unfinished, { force: true });
  database.exec(`VACUUM INTO '${unfinished.replaceAll("'", "''")}'`);
  flushToDisk(unfinished);
  renameSync(unfinished, copy);
}

/** Applies every migration the database lacks, each in a transaction with its version number. */
export function migrate(database: Connection, migrations: readonly Migration[]): void {
  // Rebuilding a table means dropping one that others refer to; the check below takes the place of the enforcement.
  database.pragma('foreign_keys = OFF');
  for (const migration of migrations) {
    const apply = database.transaction(() => {
      // Read inside the transaction: another process may have been faster.
      if (Number(database.pragma('user_version', { simple: true })) >= migration.version) return;
      migration.apply(database);
      const orphans = database.pragma('foreign_key_check') as readonly unknown[];
      if (orphans.length > 0)
        throw new Error(`Migration ${String(migration.version)} leaves ${String(orphans.length)} rows without what they refer to.`);
      database.pragma(`user_version = ${String(migration.version)}`);
    });
    apply.immediate();
  }
}

/** Returns once the file's bytes are on the disk itself. */
export function flushToDisk(file: string): void {
  const descriptor = openSync(file, 'r+');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
