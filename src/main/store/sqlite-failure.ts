import { ExpectedFailure, type Failure } from '../../shared/failure';

const damaged = 'The case history is damaged. Put back a copy from the backups folder, or move the file away to begin a new history.';
const readOnly = 'The folder that holds the case history is read-only, so nothing can be added to it.';
const full = 'The disk that holds the case history is full. Free some space and try again.';
const unreadable = 'The case history cannot be opened.';
const busy = 'Another program keeps the case history locked, so nothing was changed in it. Close that program and try again.';

/** The expected failure behind an SQLite error code such as SQLITE_FULL; null for one that stands for a bug. */
export function sqliteFailure(error: unknown): Failure | null {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code.startsWith('SQLITE_CORRUPT') || code.startsWith('SQLITE_NOTADB')) return { code: 'database-damaged', message: damaged };
  if (code.startsWith('SQLITE_READONLY')) return { code: 'read-only', message: readOnly };
  // A write that a full disk or a quota cut short reaches SQLite as an input/output error.
  if (code === 'SQLITE_FULL' || code === 'SQLITE_IOERR_WRITE') return { code: 'disk-full', message: full };
  if (code.startsWith('SQLITE_CANTOPEN')) return { code: 'unreadable', message: unreadable };
  if (code.startsWith('SQLITE_BUSY')) return { code: 'database-locked', message: busy };
  return null;
}

/** Runs `work`; an SQLite error that has a plain reason (disk full, read-only, damaged, locked) leaves as ExpectedFailure. */
export function withSqliteFailures<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    const failure = sqliteFailure(error);
    if (failure === null) throw error;
    throw new ExpectedFailure(failure);
  }
}
