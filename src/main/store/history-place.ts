import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { fail } from '../../shared/failure';

/** An open database, by the path of its file. */
interface OpenFile {
  readonly name: string;
}

const placeOf = new WeakMap<OpenFile, string>();

/** Which file of which disk lies at a path; null where there is none that can be found. */
function placeAt(path: string): string | null {
  try {
    const { dev, ino } = statSync(path);
    return `${String(dev)} ${String(ino)}`;
  } catch {
    return null;
  }
}

/** To be called for a database that was opened for writing. */
export function rememberPlace(database: OpenFile): void {
  const place = placeAt(database.name);
  if (place !== null) placeOf.set(database, place);
}

/**
 * A file that was moved or deleted goes on taking what is written as long as it is open, and where it was deleted all of that is gone at the
 * end; SQLite does not tell in WAL mode. Throws 'database-gone'; nothing of a database whose place was not remembered.
 */
export function requireInPlace(database: OpenFile): void {
  const place = placeOf.get(database);
  if (place === undefined || placeAt(database.name) === place) return;
  const name = basename(database.name);
  const message = `${name} was moved or deleted while Pneumoscope was running, so nothing more is kept in the case history. Put it back, then start Pneumoscope again.`;
  fail('database-gone', message, name);
}
