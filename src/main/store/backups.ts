import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fail } from '../../shared/failure';
import { requireSole, requireSound } from './database';
import { readHeader } from './database-header';
import { flushToDisk } from './migrate';

/** A copy of the history, as it was before something changed it. */
export interface Backup {
  readonly name: string;
  /** The schema's version that it has. */
  readonly version: number;
  readonly bytes: number;
  readonly writtenAtMs: number;
}

/** The copies in the backups folder, newest first; none where there is no such folder. */
export function listBackups(folder: string): readonly Backup[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith('.sqlite'));
  const found = names.flatMap((name) => {
    const header = readHeader(join(folder, name));
    const { size, mtimeMs } = statSync(join(folder, name));
    return typeof header === 'string' ? [] : [{ name, version: header.userVersion, bytes: size, writtenAtMs: Math.round(mtimeMs) }];
  });
  return found.sort((one, other) => other.writtenAtMs - one.writtenAtMs);
}

/**
 * Puts a backup in the history's place. The history that was there goes to the backups folder, so that this can be undone; answers its name there, null
 * where there was none. Images stay where they are: what came in since the backup is known again once it is imported again.
 * Throws 'not-found', 'database-damaged' (the backup), 'database-locked' (the application is still running).
 */
export function restoreBackup(database: string, folder: string, name: string): string | null {
  if (!listBackups(folder).some((backup) => backup.name === name)) fail('not-found', `There is no backup ${name}.`, name);
  const source = join(folder, name);
  requireSound(source);
  const aside = putAside(database, folder);
  const unfinished = `${database}.unfinished`;
  mkdirSync(join(database, '..'), { recursive: true, mode: 0o700 });
  copyFileSync(source, unfinished);
  flushToDisk(unfinished);
  renameSync(unfinished, database);
  return aside;
}

function putAside(database: string, folder: string): string | null {
  const header = existsSync(database) ? readHeader(database) : 'none';
  if (header === 'none') return null;
  const version = typeof header === 'string' ? 'unknown' : String(header.userVersion);
  // A damaged file has no log that could be brought into it: it goes as it is, log and all.
  if (typeof header !== 'string') requireSole(database);
  const aside = `history-version-${version}-put-aside-${new Date().toISOString().replaceAll(':', '-')}.sqlite`;
  renameSync(database, join(folder, aside));
  for (const end of ['-wal', '-shm']) {
    if (existsSync(`${database}${end}`)) renameSync(`${database}${end}`, join(folder, `${basename(aside)}${end}`));
    rmSync(`${database}${end}`, { force: true });
  }
  return aside;
}
