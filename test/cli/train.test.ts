import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeChestDataset } from '../support/chest-dataset';

// The built command line trains as a script would have it; the contract is docs/command-line.md.
let home: string;
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'pneumoscope-cli-train-'));
  const { images, labels } = await writeChestDataset(join(home, 'images'), 30);
  expect(cli('dataset', 'add', 'chests', '--images', images, '--labels', labels).code).toBe(0);
}, 60_000);
afterAll(() => rmSync(home, { recursive: true }));

type Line = Readonly<Record<string, unknown>>;
const linesOf = (text: string): Line[] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Line);
const command = (args: readonly string[]): string[] => [resolve('out/main/cli.js'), ...args, '--home', home];
const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };

function cli(...args: readonly string[]): { readonly code: number | null; readonly lines: readonly Line[]; readonly error: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, command(args), { encoding: 'utf8', env });
  return { code: status, lines: linesOf(stdout), error: stderr };
}

const small = ['--set', 'inputSize=64', '--set', 'batchSize=4', '--set', 'threads=1'];

test('train tells each event in a line; runs and run show what came of it; an interrupted run goes on to the same weights', async () => {
  const whole = cli('train', '--dataset', 'chests', '--preset', 'deep-cnn', '--epochs', '2', '--seed', '3', ...small, '--json');
  const kinds = whole.lines.map(({ event }) => event).filter((event) => event !== 'step');
  expect({ code: whole.code, kinds }).toEqual({ code: 0, kinds: ['started', 'epoch', 'checkpoint', 'epoch', 'checkpoint', 'finished'] });
  const epoch = ['trainLoss', 'validationLoss', 'accuracy', 'balancedAccuracy', 'auc', 'learningRate', 'imagesPerSecond', 'seconds'];
  expect(whole.lines.find(({ event }) => event === 'epoch')).toEqual(
    expect.objectContaining(Object.fromEntries(epoch.map((name) => [name, expect.any(Number)]))),
  );

  // As Ctrl-C does, in the first epoch.
  const child = spawn(
    process.execPath,
    command(['train', '--dataset', 'chests', '--preset', 'deep-cnn', '--epochs', '2', '--seed', '3', ...small, '--json']),
    { env, stdio: ['ignore', 'pipe', 'ignore'] },
  );
  let told = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (told === '') child.kill('SIGINT');
    told += text;
  });
  const code = await new Promise((ended) => child.once('close', ended));
  expect({ code, last: linesOf(told).at(-1) }).toMatchObject({
    code: 1,
    last: { event: 'finished', run: 2, state: 'paused', modelId: null },
  });
  const resumed = cli('train', '--resume', '2', '--json');
  expect(resumed.lines.at(-1)).toEqual({ ...whole.lines.at(-1), run: 2, modelId: 'deep-cnn-run-2' });

  expect(cli('runs', '--json').lines).toMatchObject([
    { run: 2, state: 'finished' },
    { run: 1, state: 'finished' },
  ]);
  const [one, two] = [cli('run', '1', '--json').lines[0], cli('run', '2', '--json').lines[0]];
  expect(two).toMatchObject({ weightsSha256: one?.weightsSha256, settings: one?.settings, datasetSha256: one?.datasetSha256, epoch: 2 });
}, 120_000);

test('wrong usage exits with 2 and what cannot be done with 1, each with its reason', () => {
  const wrong: readonly (readonly [readonly string[], string])[] = [
    [['train'], '--dataset NAME and --preset PRESET'],
    [['train', '--dataset', 'chests', '--preset', 'vgg'], 'There is no preset vgg'],
    [['train', '--dataset', 'chests', '--preset', 'deep-cnn', '--set', 'colour=1'], 'There is no setting colour'],
    [['train', '--dataset', 'chests', '--preset', 'deep-cnn', '--epochs', 'many'], 'is a whole number from 1'],
    [['train', '--resume', '1', '--seed', '2'], 'only --epochs'],
    [['run', 'first'], 'run takes a whole number'],
  ];
  for (const [args, reason] of wrong) expect([cli(...args).code, cli(...args).error]).toEqual([2, expect.stringContaining(reason)]);
  expect(cli('train', '--dataset', 'none', '--preset', 'deep-cnn')).toMatchObject({ code: 1, error: expect.stringContaining('none') });
  expect(cli('run', '99')).toMatchObject({ code: 1, error: 'There is no training run 99.\n' });
}, 60_000);
