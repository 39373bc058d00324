import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findImageFiles } from '../../src/main/dicom/find-image-files';
import { fixturesFolder } from './fixtures';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'pneumoscope-find-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** What is found, by path within the test's folder; failures as their code and file. */
async function found(paths: readonly string[], signal?: AbortSignal): Promise<string[]> {
  const names: string[] = [];
  for await (const entry of findImageFiles(paths, signal)) {
    const file = 'file' in entry ? entry.file : (entry.failure.file ?? '');
    const relative = path.relative(folder, file);
    names.push('file' in entry ? relative : `${entry.failure.code} ${relative}`);
  }
  return names;
}

test('folders are searched through, in order, without what lies beside images and without going round in circles', async () => {
  mkdirSync(path.join(folder, 'b/deep'), { recursive: true });
  for (const name of ['b/deep/2', 'b/deep/10.dcm', 'b/LICENSE', 'b/labels.csv', 'a.png', '.DS_Store', 'notes.txt', 'odd.xyz']) {
    writeFileSync(path.join(folder, name), 'x');
  }
  symlinkSync(folder, path.join(folder, 'b/circle'));
  symlinkSync(path.join(folder, 'gone'), path.join(folder, 'b/dangling'));
  expect(await found([folder])).toEqual(['a.png', 'not-found b/dangling', 'b/deep/10.dcm', 'b/deep/2', 'odd.xyz']);
});

test('what is named is handed out once, whatever it is called; what is missing is reported', async () => {
  writeFileSync(path.join(folder, 'labels.csv'), 'x');
  const file = path.join(folder, 'labels.csv');
  expect(await found([file, file, path.join(folder, 'none.dcm')])).toEqual(['labels.csv', 'not-found none.dcm']);
});

test('the records of a DICOMDIR that is named are followed', async () => {
  cpSync(path.join(fixturesFolder, 'dicomdir'), folder, { recursive: true });
  const files = await found([path.join(folder, 'DICOMDIR')]);
  expect([files.filter((file) => !file.startsWith('not-found')), files.filter((file) => file.startsWith('not-found')).length]).toEqual([
    ['77654033/CR1/6154', '77654033/CR2/6247', '77654033/CR3/6278'],
    28,
  ]);
});

test('a search that is stopped finds no more', async () => {
  writeFileSync(path.join(folder, 'a.dcm'), 'x');
  expect(await found([folder], AbortSignal.abort())).toEqual([]);
});
