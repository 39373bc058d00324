import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { samplePath, samplesFolder } from '../support/sample-files';

// The built command line, as a script would call it; the contract is docs/command-line.md.
let home: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'pneumoscope-cli-datasets-'));
});
afterAll(() => rmSync(home, { recursive: true }));

function cli(...args: readonly string[]): { readonly code: number | null; readonly lines: readonly unknown[]; readonly error: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [resolve('out/main/cli.js'), ...args, '--json', '--home', home], {
    encoding: 'utf8',
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  });
  const lines = stdout.split('\n').filter((line) => line !== '');
  return { code: status, lines: lines.map((line): unknown => JSON.parse(line)), error: stderr };
}

function labels(name: string, rows: readonly string[]): string {
  const file = join(home, name);
  writeFileSync(file, `${rows.join('\n')}\n`);
  return file;
}

test('dataset add tells what it could not take, a line each, and exits with 1; audit and list show the rest', () => {
  const table = labels('table.csv', ['file,Target', 'lung-opacity.dcm,1', 'normal.dcm,none']);
  const { code, lines, error } = cli('dataset', 'add', 'samples', '--images', samplesFolder, '--labels', table);
  const summary = expect.objectContaining({ name: 'samples', images: 1, positives: 1, patients: 1, problems: 2, locked: false });
  expect([code, lines]).toEqual([
    1,
    [
      { code: 'labels-unusable', file: table, message: `${table}, line 3: its Target is "none"; it must be 0 or 1.` },
      { code: 'labels-unusable', file: samplePath(2), message: `${samplePath(2)} has no label in table.csv.` },
      summary,
    ],
  ]);
  expect(error).toMatch(/^samples: 1 of 1 images in .* s, finished$/m);
  expect(cli('dataset', 'audit', 'samples')).toMatchObject({
    code: 0,
    lines: [{ images: 1, majorityAccuracy: 1, problems: lines.slice(0, 2) }],
  });
  expect(cli('dataset', 'list')).toMatchObject({ code: 0, lines: [summary] });
});

test('the layout is told from the columns, or is a folder per class', () => {
  const folders = join(home, 'by-class');
  for (const [index, name] of ['sick', 'well'].entries()) {
    mkdirSync(join(folders, name), { recursive: true });
    copyFileSync(samplePath(index), join(folders, name, 'id.dcm'));
  }
  const challenge = labels('challenge.csv', ['patientId,x,y,width,height,Target', 'id,,,,,0']);
  const classes = labels('classes.csv', ['patientId,class', 'id,Normal']);
  const add = (name: string, ...args: string[]): unknown => cli('dataset', 'add', name, ...args).lines.at(-1);
  expect([
    add('folders', '--images', folders, '--positive', 'sick', '--locked'),
    add('challenge', '--images', join(folders, 'well'), '--labels', challenge, '--classes', classes),
  ]).toEqual([
    expect.objectContaining({ source: { kind: 'folders', images: folders, positive: ['sick'] }, images: 2, positives: 1, locked: true }),
    expect.objectContaining({ source: { kind: 'challenge', images: join(folders, 'well'), labels: challenge, classes }, images: 1 }),
  ]);
});

test('wrong usage exits with 2, and what can’t be had with 1 and the reason', () => {
  const wrong = [[], ['add'], ['fly', 'x'], ['add', 'x'], ['add', 'x', '--images', home], ['list', 'x', 'y']];
  expect(wrong.map((words) => cli('dataset', ...words).code)).toEqual(wrong.map(() => 2));
  expect(cli('dataset', 'audit', 'none')).toMatchObject({ code: 1, error: 'There is no dataset none.\n' });
  const columns = labels('columns.csv', ['image,Target', 'a,1']);
  expect(cli('dataset', 'add', 'x', '--images', home, '--labels', columns)).toMatchObject({
    code: 1,
    error: expect.stringMatching(/columns\.csv, line 1: the columns fit no layout/),
  });
});
