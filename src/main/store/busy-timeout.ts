import type { Database } from './database';

/** Runs `work` while this connection waits at most so long for another program's lock: for work that can be tried again later. */
export function withBusyTimeout<T>(database: Database, milliseconds: number, work: () => T): T {
  const usual = Number(database.pragma('busy_timeout', { simple: true }));
  database.pragma(`busy_timeout = ${String(milliseconds)}`);
  try {
    return work();
  } finally {
    database.pragma(`busy_timeout = ${String(usual)}`);
  }
}
