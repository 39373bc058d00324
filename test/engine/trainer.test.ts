import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TrainingOrder } from '../../src/main/engine/training-protocol';
import { temporaryFolder } from '../store/builders';
import { buildEntry } from '../support/built-entry';
import { testWhere } from '../support/test-where';
import { carryOut, smallOrder, trainerCases, type TrainerEnd } from '../support/training';

// Real trainers in processes of their own, on pictures of 64 x 64 and a few steps.

let built: Awaited<ReturnType<typeof buildEntry>>;
let whole: TrainerEnd;
let wholeMilliseconds: number;
beforeAll(async () => {
  built = await buildEntry('src/main/engine/trainer-process.ts');
  // A checkpoint after each step, so that many a kill hits one being written.
  const startedAt = performance.now();
  whole = await carryOut(built.entry, smallOrder(temporaryRun(), { checkpointMinutes: 0 }));
  wholeMilliseconds = performance.now() - startedAt;
}, 120_000);
afterAll(() => built.remove());

const folders: string[] = [];
function temporaryRun(): string {
  const folder = join(resolve('out'), `test-run-${process.pid}-${folders.length}`);
  folders.push(folder);
  return folder;
}
afterAll(() => folders.forEach((folder) => spawnSync('rm', ['-rf', folder])));

const weightsOf = ({ outcome }: TrainerEnd): string | undefined => outcome?.weightsSha256;

test('a run tells how it goes, leaves a model and measures it on the parts that it was not trained on', () => {
  const told = whole.events.filter(({ event }) => event !== 'step' && event !== 'checkpoint');
  expect(told).toEqual([
    {
      event: 'started',
      run: 1,
      epochs: 2,
      stepsAnEpoch: 6,
      epoch: 0,
      step: 0,
      parameters: expect.any(Number),
      device: expect.stringMatching(/CPU, 1 threads|GPU/),
      tensorflowVersion: expect.stringMatching(/^\d/),
      inexact: whole.events[0]?.event === 'started' ? whole.events[0].inexact : undefined,
    },
    expect.objectContaining({ event: 'epoch', run: 1, epoch: 1, best: true, majorityAccuracy: expect.closeTo(6 / 9, 12) }),
    expect.objectContaining({ event: 'epoch', run: 1, epoch: 2, majorityAccuracy: expect.closeTo(6 / 9, 12) }),
  ]);
  expect(whole.outcome).toEqual({
    state: 'finished',
    weightsSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    best: expect.objectContaining({ auc: expect.any(Number) }),
    modelFolder: expect.stringMatching(/model$/),
    candidate: expect.objectContaining({
      preprocessingVersion: 'square-area-equalised-1',
      validation: expect.objectContaining({ images: 9, positives: 3 }),
      test: expect.objectContaining({ images: 9, positives: 3 }),
    }),
  });
});

// PNEUMOSCOPE_KILLS=20 npm run unit -- test/engine/trainer.test.ts
const kills = Number(process.env.PNEUMOSCOPE_KILLS ?? 3);

test(
  'a run killed at any moment and resumed ends with the weights of one left alone, bit for bit',
  async () => {
    for (let kill = 0; kill < kills; kill += 1) {
      const order = smallOrder(temporaryRun(), { checkpointMinutes: 0 });
      const moment = Math.random() * wholeMilliseconds;
      let timer: NodeJS.Timeout | undefined;
      const killed = await carryOut(built.entry, order, undefined, (trainer) => {
        timer = setTimeout(() => trainer.kill(), moment);
      });
      clearTimeout(timer);
      const resumed = await carryOut(built.entry, { ...order, resume: true });
      const told = killed.events.length;
      expect({ moment, told, weights: weightsOf(resumed), failure: resumed.failure }).toEqual({
        moment,
        told,
        weights: weightsOf(whole),
        failure: null,
      });
    }
  },
  60_000 * (kills + 1),
);

/** A run that stopped after its first epoch, with two checkpoints to go on from. */
async function half(): Promise<TrainingOrder> {
  const order = smallOrder(temporaryRun(), { checkpointMinutes: 0 });
  const end = await carryOut(built.entry, order, (event, trainer) => {
    if (event.event === 'checkpoint' && event.epoch === 1 && event.step === 2) trainer.control('pause');
  });
  expect(end.outcome).toMatchObject({ state: 'paused', modelFolder: null });
  return { ...order, resume: true };
}

test('a run paused and resumed ends with the weights of one left alone', async () => {
  const resumed = await carryOut(built.entry, await half());
  expect(weightsOf(resumed)).toBe(weightsOf(whole));
}, 60_000);

/** The files of the newest checkpoint. */
function newestCheckpoint({ runFolder }: TrainingOrder): string {
  const names = readdirSync(join(runFolder, 'checkpoints')).sort((a, b) => Number(b.split('-')[1]) - Number(a.split('-')[1]));
  return join(runFolder, 'checkpoints', names.find((name) => name.startsWith('1-')) ?? '');
}

const damages: readonly [string, string, (file: string) => void][] = [
  [
    'one byte changed',
    'weights.bin',
    (file) => {
      const bytes = readFileSync(file);
      bytes.writeUInt8((bytes.readUInt8(1000) ^ 1) & 255, 1000);
      writeFileSync(file, bytes);
    },
  ],
  ['the end cut off', 'optimizer.bin', (file) => truncateSync(file, 1000)],
];
test.each(damages)(
  'a checkpoint with %s is reported, and the one before it leads to the same weights',
  async (_, name, damage) => {
    const order = await half();
    const file = join(newestCheckpoint(order), name);
    damage(file);
    const resumed = await carryOut(built.entry, order);
    expect(resumed.events.filter(({ event }) => event === 'warning')).toEqual([
      {
        event: 'warning',
        run: 1,
        code: 'checkpoint-damaged',
        message: `A checkpoint is damaged: ${file} is not what was written. The one before it is used.`,
      },
    ]);
    expect(weightsOf(resumed)).toBe(weightsOf(whole));
  },
  60_000,
);

test('a loss that is not a number ends the run, names epoch and step, and keeps the weights before it', async () => {
  const order = smallOrder(temporaryRun(), { learningRate: 1e30, warmUpEpochs: 0, averageDecay: 0 });
  const { failure, events } = await carryOut(built.entry, order);
  expect(failure).toEqual({
    code: 'diverged',
    message: expect.stringMatching(/^The loss of epoch 1, step \d is (NaN|Infinity): training diverged and was ended/),
  });
  expect(events.at(-1)).toMatchObject({ event: 'checkpoint', epoch: 0 });
}, 60_000);

test('images of one class only are refused', async () => {
  const order = smallOrder(temporaryRun());
  const { failure } = await carryOut(built.entry, { ...order, validation: order.validation.filter((one) => !one.positive) });
  expect(failure).toEqual({
    code: 'dataset-unusable',
    message: 'The validation part holds 6 images of one class only; training takes both in each part.',
  });
}, 60_000);

test('ten images are one smaller batch where a batch is larger', async () => {
  const order = smallOrder(temporaryRun(), { batchSize: 16, epochs: 1 });
  const ten = trainerCases(10);
  const { events, outcome } = await carryOut(built.entry, { ...order, training: ten.slice(0, 6), validation: ten.slice(6), test: [] });
  expect(events.find(({ event }) => event === 'started')).toMatchObject({ stepsAnEpoch: 1 });
  expect(outcome).toMatchObject({ state: 'finished', candidate: { validation: { images: 4, positives: 2 }, test: null } });
}, 60_000);

test('a run that patience ended waits anew when it goes on with more epochs', async () => {
  const order = smallOrder(temporaryRun(), { patience: 1, epochs: 3 });
  // One picture under both labels: no epoch's AUC is better than chance, nor than another's.
  const [one, ...others] = order.validation;
  const alike = others.map((other) => ({ ...other, record: one?.record ?? 0 }));
  const epochsOf = async (epochs: number, resume: boolean) => {
    const settings = { ...order.settings, epochs };
    const { events, outcome } = await carryOut(built.entry, { ...order, settings, resume, validation: alike, test: [] });
    return { state: outcome?.state, epochs: events.flatMap((told) => (told.event === 'epoch' ? [told.epoch] : [])) };
  };
  expect([await epochsOf(3, false), await epochsOf(3, true), await epochsOf(6, true)]).toEqual([
    { state: 'finished', epochs: [1, 2] },
    { state: 'finished', epochs: [] },
    { state: 'finished', epochs: [3] },
  ]);
}, 120_000);

test('a second trainer of the same run is refused and leaves the first alone', async () => {
  const order = smallOrder(temporaryRun(), { epochs: 1 });
  let second: Promise<TrainerEnd> | undefined;
  const first = await carryOut(built.entry, order, (event) => {
    if (event.event === 'started') second = carryOut(built.entry, { ...order, resume: true });
  });
  expect(first.outcome?.state).toBe('finished');
  expect((await second)?.failure).toMatchObject({ code: 'run-busy' });
}, 60_000);

test('a trainer whose parent is killed ends by itself', async () => {
  const order = smallOrder(temporaryRun(), { epochs: 1000 });
  const orderFile = join(order.runFolder, '..', 'order.json');
  writeFileSync(orderFile, JSON.stringify(order));
  const parent = spawn(process.execPath, ['--import', 'tsx', resolve('test/engine/trainer-parent.ts'), built.entry, orderFile], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const trainer = await new Promise<number>((started) => {
    parent.stdout.setEncoding('utf8').once('data', (text: string) => started(Number(text)));
  });
  expect(isAlive(trainer)).toBe(true);
  parent.kill('SIGKILL');
  await expect.poll(() => isAlive(trainer), { timeout: 20_000 }).toBe(false);
}, 60_000);

function isAlive(process_: number): boolean {
  try {
    process.kill(process_, 0);
    return true;
  } catch {
    return false;
  }
}

// A mount of its own, gone with the process: as root directly, otherwise as root of a user namespace.
const ownMounts = process.getuid?.() === 0 ? ['--mount'] : ['--user', '--map-root-user', '--mount'];
const canMount = spawnSync('unshare', [...ownMounts, 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0;

testWhere(canMount, 'the right to mount a small disk')(
  'a disk that fills up during a checkpoint fails the run; the checkpoint before it is sound, and the run goes on from it to the same weights',
  async () => {
    const place = temporaryFolder();
    const { stdout, stderr } = spawnSync(
      'unshare',
      [...ownMounts, process.execPath, '--import', 'tsx', resolve('test/engine/full-disk.ts'), built.entry, place],
      { encoding: 'utf8' },
    );
    const { failed, resumed, leftovers } = JSON.parse(stdout || `"${stderr}"`) as {
      failed: TrainerEnd;
      resumed: TrainerEnd;
      leftovers: readonly string[];
    };
    expect({ failure: failed.failure, leftovers, weights: weightsOf(resumed) }).toEqual({
      failure: {
        code: 'disk-full',
        message: expect.stringMatching(/^The disk is full: 0-\d could not be written/),
        file: expect.any(String),
      },
      leftovers: [],
      weights: weightsOf(whole),
    });
    expect(existsSync(join(place, 'run'))).toBe(false);
  },
  120_000,
);
