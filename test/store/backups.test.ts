import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listBackups, restoreBackup } from '../../src/main/store/backups';
import { openDatabase } from '../../src/main/store/database';
import { allMigrations } from '../../src/main/store/migrations';
import { listStudies, recordImages } from '../../src/main/store/studies';
import { failureOf, image, temporaryFolder } from './builders';
import { everything } from './queries';

const newest = allMigrations.at(-1)?.version ?? 0;
const later = { version: newest + 1, apply: () => undefined };

/** A history of one study that a newer version has opened, and so backed up, and to which it added a second study. */
function upgraded() {
  const folder = temporaryFolder();
  const [file, backups] = [join(folder, 'history.sqlite'), join(folder, 'backups')];
  const before = openDatabase(file, { backupFolder: backups });
  recordImages(before, [image(1)], 1000);
  before.close();
  const after = openDatabase(file, { backupFolder: backups, migrations: [...allMigrations, later] });
  recordImages(after, [image(2)], 2000);
  after.close();
  return { file, backups };
}

function studiesIn(file: string, backupFolder: string): number {
  const database = openDatabase(file, { backupFolder });
  const { total } = listStudies(database, everything);
  database.close();
  return total;
}

test('the history from before an upgrade is put back for the older version, and the newer one can be put back again', () => {
  const { file, backups } = upgraded();
  const refused = failureOf(() => openDatabase(file, { backupFolder: backups }));
  expect([refused?.code, refused?.message]).toEqual(['database-newer', expect.stringContaining('pneumoscope restore')]);
  const [backup] = listBackups(backups);
  expect([listBackups(backups).length, backup?.version]).toEqual([1, newest]);

  const aside = restoreBackup(file, backups, backup?.name ?? '') ?? '';
  expect(studiesIn(file, backups)).toBe(1);
  const names = listBackups(backups).map(({ name, version }) => [name, version]);
  expect(names).toContainEqual([aside, newest + 1]);

  restoreBackup(file, backups, aside);
  const again = openDatabase(file, { backupFolder: backups, migrations: [...allMigrations, later] });
  expect(listStudies(again, everything).total).toBe(2);
  again.close();
});

test('a history in use is not replaced', () => {
  const { file, backups } = upgraded();
  const name = listBackups(backups)[0]?.name ?? '';
  restoreBackup(file, backups, name);
  const open = openDatabase(file, { backupFolder: backups });
  expect(failureOf(() => restoreBackup(file, backups, name))?.code).toBe('database-locked');
  expect(listStudies(open, everything).total).toBe(1);
  open.close();
});

test('a damaged backup, or one that is not there, changes nothing', () => {
  const { file, backups } = upgraded();
  const bytes = readFileSync(file);
  const damaged = readFileSync(join(backups, listBackups(backups)[0]?.name ?? ''));
  damaged.fill(0x5a, 8 * 4096, 30 * 4096);
  writeFileSync(join(backups, 'damaged.sqlite'), damaged);
  const codes = ['damaged.sqlite', 'gone.sqlite', '../history.sqlite'].map(
    (name) => failureOf(() => restoreBackup(file, backups, name))?.code,
  );
  expect(codes).toEqual(['database-damaged', 'not-found', 'not-found']);
  expect(readFileSync(file).equals(bytes)).toBe(true);
});

test('a backup takes the place of a history that is damaged, or gone', () => {
  const { file, backups } = upgraded();
  const name = listBackups(backups)[0]?.name ?? '';
  writeFileSync(file, 'this is no database. '.repeat(100));
  expect(restoreBackup(file, backups, name)).toMatch(/^history-version-unknown-put-aside-/);
  expect(studiesIn(file, backups)).toBe(1);
  const elsewhere = join(temporaryFolder(), 'new');
  mkdirSync(join(elsewhere, 'backups'), { recursive: true });
  copyFileSync(join(backups, name), join(elsewhere, 'backups', name));
  expect(restoreBackup(join(elsewhere, 'history.sqlite'), join(elsewhere, 'backups'), name)).toBe(null);
  expect(existsSync(join(elsewhere, 'history.sqlite'))).toBe(true);
  expect(readdirSync(elsewhere).sort()).toEqual(['backups', 'history.sqlite']);
  expect(listBackups(join(elsewhere, 'none'))).toEqual([]);
});
