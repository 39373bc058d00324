import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { allMigrations } from '../../src/main/store/migrations';
import { samplePath, samplesFolder, writeMixedFolder } from '../support/sample-files';

// The built command line on real files, as a script would call it; the contract is docs/command-line.md.
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pneumoscope-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Outcome {
  readonly code: number | null;
  readonly lines: readonly Record<string, unknown>[];
  readonly error: string;
}

function cli(home: string, ...args: readonly string[]): Outcome {
  const { status, stdout, stderr } = spawnSync(process.execPath, [resolve('out/main/cli.js'), ...args, '--home', join(folder, home)], {
    encoding: 'utf8',
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  });
  return { code: status, lines: jsonLines(stdout), error: stderr };
}

function jsonLines(text: string): Record<string, unknown>[] {
  const lines = text.split('\n').filter((line) => line.startsWith('{'));
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

const nameOf = ({ file }: Record<string, unknown>): string => basename(String(file));

test('classify gives one line a file: a score, a refusal or an error, and exits with 1 for an error', () => {
  const { code, lines } = cli('mixed', 'classify', '--json', writeMixedFolder(join(folder, 'mixed-files')));
  expect(Object.fromEntries(lines.map((line) => [nameOf(line), [line.status, line.code]]))).toEqual({
    'good.dcm': ['ok', undefined],
    'good-without-extension': ['ok', undefined],
    'lateral.dcm': ['refused', 'not-frontal-chest'],
    'computed-tomography.dcm': ['refused', 'not-a-radiograph'],
    'truncated.dcm': ['error', 'truncated'],
    'empty.dcm': ['error', 'empty-file'],
    'letter.dcm': ['error', 'not-an-image'],
  });
  expect(code).toBe(1);
  for (const line of lines) {
    const scored = [
      'probability',
      'probabilityHigh',
      'probabilityLow',
      'positive',
      'threshold',
      'operatingPoint',
      'modelId',
      'boxes',
      'studyInstanceUid',
      'sopInstanceUid',
      'milliseconds',
    ];
    const fields = line.status === 'ok' ? scored : ['code', 'message'];
    expect(Object.keys(line).sort()).toEqual(['file', 'status', ...fields].sort());
    if (line.status !== 'ok') expect(line.message).toContain(nameOf(line));
  }
});

test('a classified case is in the history, found by search, shown, and scored the same a second time', () => {
  const first = cli('history', 'classify', '--json', samplePath(0));
  const again = cli('history', 'classify', '--json', samplePath(0));
  expect(again).toEqual(first);
  const [line] = first.lines;
  const listed = cli('history', 'list', '--json', '--search', '4CA78474').lines;
  expect(listed).toHaveLength(1);
  expect(cli('history', 'list', '--json', '--search', 'nobody').lines).toEqual([]);
  const [shown] = cli('history', 'show', '--json', String(line?.studyInstanceUid)).lines;
  expect(shown).toMatchObject({
    study: { result: { status: 'ok', probability: line?.probability } },
    instances: [{ originalName: 'lung-opacity.dcm', result: { status: 'ok', boxes: line?.boxes } }],
  });
});

test('--no-store scores the same and leaves no trace', () => {
  const kept = cli('history', 'classify', '--json', samplePath(0)).lines[0];
  const { code, lines } = cli('traceless', 'classify', '--json', '--no-store', samplePath(0));
  expect([code, lines[0]?.probability, lines[0]?.boxes]).toEqual([0, kept?.probability, kept?.boxes]);
  expect(cli('traceless', 'list', '--json').lines).toEqual([]);
  expect(existsSync(join(folder, 'traceless', 'images'))).toBe(false);
});

test('--operating-point calls at another threshold of the model, also what was called before', () => {
  const [usual] = cli('history', 'classify', '--json', samplePath(0)).lines;
  const { code, lines } = cli('history', 'classify', '--json', '--operating-point', 'rule-in', samplePath(0));
  expect(lines).toEqual([{ ...usual, ...lines[0], probability: usual?.probability, operatingPoint: 'rule-in' }]);
  expect([code, usual?.operatingPoint, Number(lines[0]?.threshold) > Number(usual?.threshold)]).toEqual([0, 'balanced', true]);
  expect(cli('history', 'classify', '--operating-point', 'best', samplePath(0)).code).toBe(2);
});

test('import records without scoring and says what it did not take', () => {
  writeFileSync(join(folder, 'letter.txt.dcm'), 'Dear colleague, '.repeat(30));
  const { code, lines } = cli('imported', 'import', '--json', samplesFolder, join(folder, 'letter.txt.dcm'));
  expect([code, lines.at(-1), lines[0]?.code]).toEqual([1, { state: 'finished', imported: 3, duplicates: 0, failed: 1 }, 'not-an-image']);
  expect(cli('imported', 'list', '--json').lines.map(({ result }) => result)).toEqual(Array(3).fill({ status: 'pending' }));
  const statusOf = (status: string): number => cli('imported', 'list', '--json', '--status', status, '--sort', 'worklist').lines.length;
  expect([statusOf('unread'), statusOf('read'), statusOf('second-look')]).toEqual([3, 0, 0]);
});

test('doctor names device, versions, folders and the state of the history', () => {
  const { code, lines } = cli('history', 'doctor', '--json');
  expect([code, lines[0]]).toEqual([
    0,
    expect.objectContaining({
      device: expect.objectContaining({ kind: 'cpu', tensorflowVersion: expect.stringMatching(/^\d+\.\d+/) }),
      home: join(folder, 'history'),
      readOnly: false,
      database: { file: join(folder, 'history', 'history.sqlite'), schemaVersion: allMigrations.at(-1)?.version, problems: [] },
      auditTrail: { entries: 0, firstBroken: null },
      model: expect.objectContaining({ id: 'fourth-1', problem: null }),
    }),
  ]);
});

test('backups are listed and one that is not there cannot be restored, without the history being opened', () => {
  expect(cli('no-history', 'backups', '--json')).toEqual({ code: 0, lines: [], error: '' });
  expect(cli('no-history', 'restore', 'gone.sqlite')).toEqual({ code: 1, lines: [], error: 'There is no backup gone.sqlite.\n' });
  expect(existsSync(join(folder, 'no-history'))).toBe(false);
});

test('figures count what the model in force scored, without a patient, and the audit trail is exported and verified', () => {
  const trail = join(folder, 'trail.jsonl');
  const [found] = cli('history', 'figures', '--json').lines;
  expect(found).toMatchObject({
    images: 1,
    scored: 1,
    reader: { read: 0, agreement: null, auc: null },
    weeks: [{ images: 1, refused: 0 }],
  });
  expect(cli('history', 'figures', 'none-such').code).toBe(1);
  expect(cli('imported', 'audit', 'verify', '--json').lines).toEqual([{ entries: 1, firstBroken: null }]);
  expect(cli('imported', 'audit', 'export', trail, '--json').lines).toEqual([{ file: trail, entries: 1 }]);
  expect(JSON.parse(readFileSync(trail, 'utf8'))).toMatchObject({
    action: 'imported',
    detail: { images: 3, alreadyThere: 0, notTaken: 1 },
  });
  writeFileSync(trail, readFileSync(trail, 'utf8').replace('"images":3', '"images":2'));
  expect(cli('imported', 'audit', 'verify', trail, '--json')).toMatchObject({ code: 1, lines: [{ entries: 1, firstBroken: 1 }] });
});

test('wrong usage exits with 2, says how, and touches nothing', () => {
  const wrong = [
    ['fly'],
    [],
    ['classify'],
    ['classify', '--colour', 'x.dcm'],
    ['list', '--limit', 'many'],
    ['list', '--status', 'lost'],
    ['list', '--sort', 'luck'],
    ['show'],
    ['audit'],
  ];
  expect(wrong.map((args) => cli('untouched', ...args).code)).toEqual(wrong.map(() => 2));
  expect(cli('untouched', 'fly').error).toContain('Usage: pneumoscope COMMAND');
  expect(cli('untouched', '--help')).toMatchObject({ code: 0, error: '' });
  expect(existsSync(join(folder, 'untouched', 'history.sqlite'))).toBe(false);
});

test('export writes tables and copies into a new folder, over nothing, and leaves PDFs to the window', () => {
  cli('export', 'import', samplePath(0), samplePath(1));
  const out = join(folder, 'exported');
  const all = ['export', '--all', '--format', 'csv,json,dicom', '--deidentify', '--out', out, '--json'];
  const leftOut = cli('export', ...all);
  expect([leftOut.code, leftOut.lines.map(({ code, files }) => code ?? files)]).toEqual([1, ['burnt-in-text', 'burnt-in-text', 2]]);
  rmSync(out, { recursive: true });
  const done = cli('export', ...all, '--burnt-in-checked');
  expect(done).toMatchObject({ code: 0, lines: [{ state: 'finished', cases: 2, files: 4, leftOut: 0 }] });
  expect(cli('export', ...all)).toMatchObject({ code: 1, lines: [{ code: 'already-there' }] });
  const wrong = [
    ['--all', '--format', 'pdf', '--out', out],
    ['--all', '--format', 'csv'],
    ['--format', 'csv', '--out', out],
  ];
  expect(wrong.map((args) => cli('export', 'export', ...args).code)).toEqual([2, 2, 2]);
});

test('an unknown model or study is one sentence and exit code 1', () => {
  expect(cli('history', 'classify', '--model', 'none-such', samplePath(0))).toMatchObject({
    code: 1,
    error: 'There is no model none-such.\n',
  });
  expect(cli('history', 'show', '1.2.3').error).toMatch(/no study with the UID or number 1\.2\.3/);
});

test('cuda says how the library stands, asks nobody where no address is named, and names what a folder lacks', () => {
  const absent = { library: { state: 'absent', failure: null }, networkOff: 'no-source', folderAllowed: true, keptBytes: 0 };
  expect(cli('cuda', 'cuda', '--json')).toMatchObject({ code: 0, lines: [absent] });
  expect(cli('cuda', 'cuda', 'fetch')).toMatchObject({
    code: 1,
    error: expect.stringMatching(/^The CUDA library cannot be fetched here: no address/),
  });
  expect(cli('cuda', 'cuda', 'fetch', '--from', folder).error).toMatch(/ has no nvidia_cuda_runtime_cu12-[\w.-]+\.whl\.\n$/);
  expect(cli('cuda', 'cuda', 'remove', '--json')).toMatchObject({ code: 0, lines: [absent] });
  expect([['add'], ['remove', '--from', folder], ['fetch', 'all']].map((args) => cli('cuda', 'cuda', ...args).code)).toEqual([2, 2, 2]);
});
