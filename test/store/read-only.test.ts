import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../src/main/store/database';
import { recordImages } from '../../src/main/store/studies';
import { image, temporaryFolder } from './builders';

test('in a home that cannot be written the history can be read, and a write says why it fails', () => {
  const folder = temporaryFolder();
  const home = join(folder, 'home');
  const file = join(home, 'history.sqlite');
  const database = openDatabase(file, { backupFolder: join(folder, 'backups') });
  recordImages(database, [image(1), image(2)], 1000);
  database.close();
  mkdirSync(join(folder, 'empty'));
  for (const each of [home, join(folder, 'empty')]) chmodSync(each, 0o555);
  chmodSync(folder, 0o755);
  chmodSync(file, 0o444);
  onTestFinished(() => {
    for (const each of [home, join(folder, 'empty')]) chmodSync(each, 0o755);
  });
  const bytes = readFileSync(file);
  const operands = [file, join(folder, 'empty', 'history.sqlite'), join(folder, 'scratch.sqlite')];
  const child = spawnSync(process.execPath, ['--import', 'tsx', resolve('test/store/read-only-child.ts'), ...operands], {
    encoding: 'utf8',
  });
  expect(child.stderr).toBe('');
  expect(JSON.parse(child.stdout)).toEqual({
    report: { readonly: true, total: 2, write: expect.objectContaining({ code: 'read-only' }) },
    created: { code: 'read-only', message: expect.stringContaining('its folder is read-only'), file: 'history.sqlite' },
  });
  expect({ bytes: readFileSync(file), files: readdirSync(home) }).toEqual({ bytes, files: ['history.sqlite'] });
});
