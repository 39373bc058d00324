import Sqlite from 'better-sqlite3';
import { accessSync, constants, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { fail } from '../../shared/failure';
import { readHeader, withoutLogMode } from './database-header';
import { rememberPlace } from './history-place';
import { backUp, migrate } from './migrate';
import { allMigrations } from './migrations';
import type { Migration } from './migrations/migration';
import { sqliteFailure } from './sqlite-failure';

/** An open history. `readonly` tells whether it can be written. */
export type Database = Sqlite.Database;
export type Statement<Values extends unknown[], Row> = Sqlite.Statement<Values, Row>;

export interface DatabaseOptions {
  /** Where a copy of the database goes before it is brought up to a newer version. */
  readonly backupFolder: string;
  /** The steps to the newest schema; tests pass others. */
  readonly migrations?: readonly Migration[];
}

const busyTimeoutMilliseconds = 5_000;

/**
 * Opens the history and brings it up to this program's version; creates it, and its folder, where there is none.
 * In a folder that cannot be written an existing history opens with `readonly` set, and every write fails with 'read-only'.
 * Throws ExpectedFailure 'database-newer' (the file stays as it is, byte for byte), 'database-damaged', 'read-only' (nothing
 * there and no way to create it, or an old version that would have to be changed) or 'disk-full'.
 */
export function openDatabase(file: string, options: DatabaseOptions): Database {
  const migrations = options.migrations ?? allMigrations;
  const newest = migrations.at(-1)?.version ?? 0;
  const name = basename(file);
  createFolder(dirname(file), name);
  refuseBeforeTouching(file, newest);
  return namingTheFile(name, () => {
    if (!canWrite(file)) return openReadOnly(file, newest);
    const database = new Sqlite(file, { timeout: busyTimeoutMilliseconds });
    return closeOnError(database, () => {
      // WAL: readers never wait for the writer. NORMAL: a power cut may lose the last transactions, never the database.
      database.pragma('journal_mode = WAL');
      database.pragma('synchronous = NORMAL');
      database.pragma('cache_size = -65536');
      const found = userVersion(database);
      if (found > newest) failNewer(name);
      if (found > 0 && found < newest) backUp(database, found, options.backupFolder);
      if (found < newest) migrate(database, migrations);
      database.pragma('foreign_keys = ON');
      rememberPlace(database);
    });
  });
}

/** Opens an empty database and holds its write lock until it is closed. Throws SQLITE_BUSY at once where another connection holds it. */
export function openLock(file: string): Database {
  const database = new Sqlite(file, { timeout: 0 });
  return closeOnError(database, () => void database.exec('BEGIN EXCLUSIVE'));
}

/** Reads all of a file that is no history in use. Throws 'database-damaged'. */
export function requireSound(file: string): void {
  const name = basename(file);
  namingTheFile(name, () => {
    const database = new Sqlite(file, { readonly: true, fileMustExist: true });
    closeOnError(database, () => {
      if (database.pragma('quick_check(1)', { simple: true }) !== 'ok') failDamaged(name);
    }).close();
  });
}

/** Brings a history's log into its file, for the file to be moved. Throws 'database-locked' where another process has it open. */
export function requireSole(file: string): void {
  namingTheFile(basename(file), () => {
    const database = new Sqlite(file, { fileMustExist: true, timeout: 0 });
    // Leaving WAL mode is what only the last connection can do.
    closeOnError(database, () => void database.pragma('journal_mode = DELETE')).close();
  });
}

/** Looks at the file's own header, and at a write-ahead log left beside it, without opening either for writing. */
function refuseBeforeTouching(file: string, newest: number): void {
  const name = basename(file);
  const header = readHeader(file);
  if (header === 'none') return;
  if (header === 'not-a-database') failDamaged(name);
  if (header.userVersion > newest) failNewer(name);
  if (!hasLog(file)) return;
  const version = namingTheFile(name, () => {
    const database = new Sqlite(file, { readonly: true, fileMustExist: true, timeout: busyTimeoutMilliseconds });
    try {
      return userVersion(database);
    } catch (error) {
      // A folder that cannot be written: openReadOnly finds the words for it.
      if (!canWrite(file)) return 0;
      throw error;
    } finally {
      database.close();
    }
  });
  if (version > newest) failNewer(name);
}

function openReadOnly(file: string, newest: number): Database {
  const name = basename(file);
  const database = openUnchanging(file);
  return closeOnError(database, () => {
    const found = userVersion(database);
    if (found === newest) return;
    if (found > newest) failNewer(name);
    fail('read-only', `${name} was written by an older Pneumoscope and cannot be brought up to date in a read-only folder.`, name);
  });
}

/** SQLite will not open a database in WAL mode where it cannot put its own files beside it: then a copy in memory is read. */
function openUnchanging(file: string): Database {
  try {
    const database = new Sqlite(file, { readonly: true, fileMustExist: true });
    return closeOnError(database, () => void userVersion(database));
  } catch (error) {
    const name = basename(file);
    if (sqliteFailure(error)?.code === 'database-damaged') throw error;
    if (hasLog(file)) fail('read-only', `${name} was not closed properly and cannot be repaired in a read-only folder.`, name);
    return new Sqlite(withoutLogMode(readFileSync(file)), { readonly: true });
  }
}

/** For this user alone: it holds patients' names. */
function createFolder(folder: string, name: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch {
    fail('read-only', `The folder for the case history ${name} cannot be created.`, name);
  }
}

function canWrite(file: string): boolean {
  try {
    accessSync(dirname(file), constants.W_OK);
    if (existsSync(file)) accessSync(file, constants.W_OK);
    return true;
  } catch {
    if (!existsSync(file))
      fail('read-only', `The case history ${basename(file)} cannot be created: its folder is read-only.`, basename(file));
    return false;
  }
}

function hasLog(file: string): boolean {
  return (statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;
}

function userVersion(database: Database): number {
  return Number(database.pragma('user_version', { simple: true }));
}

function closeOnError(database: Database, work: () => void): Database {
  try {
    work();
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function namingTheFile<T>(name: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const failure = sqliteFailure(error);
    if (failure === null) throw error;
    fail(failure.code, `${name}: ${failure.message}`, name);
  }
}

function failNewer(name: string): never {
  const back = 'To go back to the state before, put a backup in its place: pneumoscope backups, pneumoscope restore (docs/history.md).';
  fail('database-newer', `${name} was written by a newer Pneumoscope. Install that version to open it; nothing was changed. ${back}`, name);
}

function failDamaged(name: string): never {
  fail('database-damaged', `${name} is damaged or is not a case history. Put back a copy from the backups folder, or move it away.`, name);
}
