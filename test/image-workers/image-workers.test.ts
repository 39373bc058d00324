import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { encode as encodePng } from 'fast-png';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createImageWorkers, type ImageWorkers } from '../../src/main/image-workers/image-workers';
import { originalPath } from '../../src/main/store/image-files';
import { ExpectedFailure } from '../../src/shared/failure';
import { fixturesFolder, samplesFolder } from '../dicom/fixtures';
import { buildEntry } from '../support/built-entry';

const form = { size: 64, preprocessing: 'square-area-equalised-1' } as const;

const sample = path.join(samplesFolder, 'lung-opacity.dcm');
let built: Awaited<ReturnType<typeof buildEntry>>;
let workers: ImageWorkers;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'pneumoscope-workers-'));
  built = await buildEntry('src/main/image-workers/image-worker.ts');
  workers = createImageWorkers({ workerFile: built.entry, count: 2 });
});

afterAll(async () => {
  await workers.close();
  await built.remove();
  rmSync(folder, { recursive: true });
});

const codeOf = (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => 'none',
    (error: unknown) => (error instanceof ExpectedFailure ? error.failure.code : String(error)),
  );

test('a file is described, hashed and stored as it is', async () => {
  const bytes = readFileSync(sample);
  const { description, ...taken } = await workers.take(sample, folder);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  expect([description.patientId, taken]).toEqual([
    '4ca78474-f750-4feb-adb7-47da99bf4255',
    { sha256, byteLength: bytes.length, originalName: 'lung-opacity.dcm' },
  ]);
  expect(readFileSync(originalPath(folder, sha256)).equals(bytes)).toBe(true);
});

test('prepared pictures, thumbnails and files for the viewer come back from the thread', async () => {
  const [input, thumbnail, file] = await Promise.all([
    workers.networkInput(sample, 'sample', form),
    workers.thumbnail(sample, 'sample'),
    workers.viewerFile(sample, 'sample'),
  ]);
  expect([input.width, input.height, input.values.length, [...thumbnail.subarray(1, 4)], file.length]).toEqual([
    1024,
    1024,
    64 * 64,
    [0x50, 0x4e, 0x47],
    readFileSync(sample).length,
  ]);
});

test('every WebAssembly codec loads in the built thread', async () => {
  const files = ['jpeg-ls-lossless.dcm', 'jpeg-2000-lossless.dcm'].map((name) => path.join(fixturesFolder, 'dicom', name));
  const pictures = await Promise.all(files.map((file) => workers.networkInput(file, file, form)));
  expect(pictures.map(({ width, height }) => [width, height])).toEqual([
    [64, 64],
    [64, 64],
  ]);
});

test('what is refused is refused by its reason, and is not stored', async () => {
  const colour = path.join(folder, 'colour.png');
  writeFileSync(colour, encodePng({ width: 1, height: 1, data: Uint8Array.of(1, 100, 200), channels: 3 }));
  const fixture = (name: string): string => path.join(fixturesFolder, 'dicom', name);
  const files = [
    fixture('explicit-little-endian.dcm'),
    fixture('structured-report.dcm'),
    fixture('truncated-pixels.dcm'),
    colour,
    `${folder}/none`,
    folder,
  ];
  const codes = await Promise.all(files.map((file) => codeOf(workers.take(file, path.join(folder, 'refused')))));
  expect(codes).toEqual(['not-a-radiograph', 'no-pixel-data', 'truncated', 'colour-image', 'not-found', 'unreadable']);
  expect(await codeOf(workers.take(path.join(samplesFolder, 'normal.dcm'), path.join(folder, 'refused')))).toBe('none');
});

test('a file that crashes its thread or keeps it for too long costs that file only', async () => {
  // A thread of the same manners, with the misbehaviour that no known file provokes.
  const misbehaving = path.join(folder, 'worker.mjs');
  writeFileSync(
    misbehaving,
    `import { parentPort } from 'node:worker_threads';
     parentPort.postMessage('ready');
     parentPort.on('message', ({ id, task }) => {
       if (task.file === 'crash') throw new Error('crash');
       if (task.file === 'hang') for (;;);
       parentPort.postMessage({ id, ok: true, value: new Uint8Array([1]) });
     });`,
  );
  const fragile = createImageWorkers({ workerFile: misbehaving, count: 1, timeLimitMilliseconds: 3000 });
  const names = ['good', 'crash', 'good', 'hang', 'good'];
  expect(await Promise.all(names.map((name) => codeOf(fragile.thumbnail(name, name))))).toEqual([
    'none',
    'damaged',
    'none',
    'time-limit',
    'none',
  ]);
  await fragile.close();
  expect(await codeOf(fragile.networkInput('late', 'late', form))).toBe('cancelled');
});

test('threads whose code has changed are replaced, with what runs finished first', async () => {
  const entry = path.join(folder, 'changing.mjs');
  const write = (answer: number): void =>
    writeFileSync(
      entry,
      `import { parentPort } from 'node:worker_threads';
       parentPort.postMessage('ready');
       parentPort.on('message', ({ id }) => parentPort.postMessage({ id, ok: true, value: new Uint8Array([${answer}]) }));`,
    );
  write(1);
  const changing = createImageWorkers({ workerFile: entry, count: 2 });
  const answers = [await changing.thumbnail('idle', 'idle')];
  const running = changing.thumbnail('running', 'running');
  write(2);
  changing.renew();
  answers.push(await running, ...(await Promise.all([changing.thumbnail('later', 'later'), changing.thumbnail('later', 'later')])));
  await changing.close();
  expect(answers.map(([answer]) => answer)).toEqual([1, 1, 2, 2]);
});

test('a thread that cannot start blames itself, not the file', async () => {
  const broken = path.join(folder, 'broken.mjs');
  writeFileSync(broken, 'this is not JavaScript');
  const unable = createImageWorkers({ workerFile: broken, count: 1 });
  expect(await codeOf(unable.networkInput(sample, 'x', form))).toBe('unexpected');
  await unable.close();
});

test('what the reader waits for overtakes the rest', async () => {
  const single = createImageWorkers({ workerFile: built.entry, count: 1 });
  const order: string[] = [];
  const note = (name: string) => (): void => void order.push(name);
  await Promise.all([
    single.thumbnail(sample, 'x').then(note('first thumbnail')),
    single.thumbnail(sample, 'x').then(note('second thumbnail')),
    single.viewerFile(sample, 'x').then(note('viewer file')),
  ]);
  await single.close();
  expect(order).toEqual(['first thumbnail', 'viewer file', 'second thumbnail']);
});
