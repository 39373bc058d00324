import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { openLock } from './database';
import { sqliteFailure } from './sqlite-failure';

export interface FileLock {
  release(): void;
}

/**
 * Takes a lock that one process at a time can hold; null where another holds it. The system gives it back when the process ends, however it
 * ends: it is SQLite's own lock on an empty database.
 */
export function takeFileLock(file: string): FileLock | null {
  mkdirSync(dirname(file), { recursive: true });
  try {
    const database = openLock(file);
    return { release: () => database.close() };
  } catch (error) {
    if (sqliteFailure(error)?.code === 'database-locked') return null;
    throw error;
  }
}
