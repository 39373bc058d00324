import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readModelFolder } from '../../src/main/engine/model-folder';
import { createImageWorkers, type ImageWorkers } from '../../src/main/image-workers/image-workers';
import { createDatasets, type Datasets } from '../../src/main/services/datasets';
import { createTrainingSession, type TrainingSession } from '../../src/main/services/training-session';
import { type Database, openDatabase } from '../../src/main/store/database';
import { recordRunStart } from '../../src/main/store/training-runs';
import { toFailure } from '../../src/shared/failure';
import { cardTexts } from '../../src/shared/model-card';
import type { TrainingEvent } from '../../src/shared/training';
import { tellRecorded } from '../../src/shared/words/tell-recorded';
import { buildEntry } from '../support/built-entry';
import { writeChestDataset } from '../support/chest-dataset';
import { smallSettings } from '../support/training';

// The whole way: a dataset of DICOM files, a real trainer, a real history, a candidate among the models.

const settings = { ...smallSettings, epochs: 1 };
let trainer: Awaited<ReturnType<typeof buildEntry>>;
let worker: Awaited<ReturnType<typeof buildEntry>>;
let home: string;
let db: Database;
let workers: ImageWorkers;
let datasets: Datasets;
let session: TrainingSession;
let source: { readonly images: string; readonly labels: string };
const events: TrainingEvent[] = [];

beforeAll(async () => {
  [trainer, worker] = [await buildEntry('src/main/engine/trainer-process.ts'), await buildEntry('src/main/image-workers/image-worker.ts')];
  home = mkdtempSync(join(tmpdir(), 'pneumoscope-training-'));
  db = openDatabase(join(home, 'history.sqlite'), { backupFolder: join(home, 'backups') });
  workers = createImageWorkers({ workerFile: worker.entry, count: 1 });
  const folder = join(home, 'datasets');
  datasets = createDatasets({ db, workers, filesAtOnce: 2, folder, onProgress: () => undefined, labelledCases: () => [] });
  source = await writeChestDataset(join(home, 'images'), 30);
  await datasets.add('chests', { kind: 'challenge', ...source, classes: null }, { locked: false });
  session = newSession();
  session.listen((event) => events.push(event));
}, 120_000);
afterAll(async () => {
  await session.close();
  await datasets.close();
  await workers.close();
  db.close();
  await Promise.all([trainer.remove(), worker.remove()]);
  rmSync(home, { recursive: true });
});

function newSession(): TrainingSession {
  return createTrainingSession({
    db,
    datasets,
    runsFolder: join(home, 'runs'),
    modelsFolder: join(home, 'models'),
    trainerEntry: trainer.entry,
    pretrainedFolder: '',
    applicationVersion: '0.0.0',
    onRunsChanged: () => undefined,
  });
}

const refusal = (work: Promise<unknown>): Promise<unknown> => work.then(() => 'done', toFailure);

test('a run is recorded as it goes, and its best epoch becomes a candidate whose card says what it was made of', async () => {
  const { run } = await session.start({ dataset: 'chests', settings });
  expect(await refusal(session.start({ dataset: 'chests', settings }))).toMatchObject({ code: 'run-busy' });
  await session.ended();
  const last = events.at(-1);
  expect(last).toEqual({ event: 'finished', run, state: 'finished', weightsSha256: expect.any(String), modelId: `deep-cnn-run-${run}` });
  const { sha256, card } = await readModelFolder(join(home, 'models', `deep-cnn-run-${run}`));
  const shown = await session.show(run);
  expect(shown).toEqual({
    run,
    dataset: 'chests',
    datasetSha256: datasets.open('chests').contentSha256,
    settings,
    state: 'finished',
    createdAtMs: expect.any(Number),
    endedAtMs: expect.any(Number),
    epoch: 1,
    best: shown.epochs[0],
    epochs: [expect.objectContaining({ epoch: 1, auc: expect.any(Number) })],
    notes: '',
    modelId: card.id,
    failure: null,
    weightsSha256: last?.event === 'finished' ? last.weightsSha256 : '',
    device: expect.any(String),
    tensorflowVersion: expect.any(String),
    applicationVersion: '0.0.0',
    threads: 1,
    oneDnn: true,
    trainingImages: 19,
    validationImages: 6,
    testImages: 5,
    warnings: expect.any(Array),
  });
  expect(db.prepare('SELECT model_sha256 AS sha256, origin FROM models').all()).toEqual([{ sha256, origin: 'trained' }]);
  expect(card).toMatchObject({
    inputSize: 64,
    trainingData: [{ images: 19, positives: 7 }],
    evaluation: [{ images: 6 }, { images: 5 }],
  });
  // All of it can be shown in another language.
  const told = [...cardTexts(card), ...shown.warnings, shown.device].map((text) => tellRecorded('de', text));
  expect(told.filter(({ language }) => language !== 'de')).toEqual([]);
  const { mistakes, ...curves } = await session.curves(run);
  expect(curves.roc.at(-1)).toEqual([1, 1]);
  expect(mistakes.every(({ file }) => file.startsWith(source.images))).toBe(true);
}, 60_000);

test('a finished run goes on with more epochs, and becomes another candidate', async () => {
  expect(await refusal(session.resume(1))).toMatchObject({
    code: 'invalid-request',
    message: expect.stringContaining('greater number of epochs'),
  });
  await session.resume(1, 2);
  await session.ended();
  expect(events.filter(({ event }) => event === 'started').at(-1)).toMatchObject({ epoch: 1, step: 0, epochs: 2 });
  expect(await session.show(1)).toMatchObject({ state: 'finished', epoch: 2, modelId: 'deep-cnn-run-1-2', settings: { epochs: 2 } });
}, 60_000);

test('notes stay with a run, and one that is not there is said so', async () => {
  session.note(1, 'first try');
  expect(await session.list()).toMatchObject([{ run: 1, notes: 'first try' }]);
  expect(await refusal(Promise.resolve().then(() => session.note(7, '')))).toMatchObject({ code: 'not-found' });
});

test('closing pauses what runs; a run whose trainer is gone without a word is found interrupted, and goes on', async () => {
  const other = newSession();
  const { run } = await other.start({ dataset: 'chests', settings: { ...settings, epochs: 3 } });
  await other.close();
  expect((await session.show(run)).state).toBe('paused');
  // As a process leaves it that is killed together with its trainer.
  recordRunStart(db, run, 'CPU', '2');
  expect((await session.show(run)).state).toBe('interrupted');
  await session.resume(run);
  await session.ended();
  expect((await session.show(run)).state).toBe('finished');
}, 60_000);

test('an estimate says how long an epoch will take and what it needs', async () => {
  expect(await session.estimate({ dataset: 'chests', settings })).toEqual({
    secondsAnEpoch: expect.any(Number),
    imagesPerSecond: expect.any(Number),
    memoryBytes: expect.any(Number),
    parameters: expect.any(Number),
    device: expect.any(String),
  });
}, 60_000);

test('a dataset whose labels changed is not gone on with', async () => {
  writeFileSync(source.labels, readFileSync(source.labels, 'utf8').replace(/^chest-001,.*$/m, 'chest-001,10,10,50,50,1'));
  expect(await refusal(session.resume(1, 5))).toMatchObject({
    code: 'dataset-changed',
    message: expect.stringContaining('Start a new run'),
  });
}, 60_000);

test('a locked dataset and one of one class cannot be trained on', async () => {
  const negative = `patientId,x,y,width,height,Target\n${Array.from({ length: 9 }, (_, n) => `chest-00${n},,,,,0`).join('\n')}\n`;
  writeFileSync(join(home, 'negative.csv'), negative);
  const added = await refusal(
    datasets.add(
      'one-class',
      { kind: 'challenge', images: source.images, labels: join(home, 'negative.csv'), classes: null },
      { locked: false },
    ),
  );
  expect(added).toEqual('done');
  expect(await refusal(session.start({ dataset: 'one-class', settings }))).toMatchObject({ code: 'dataset-unusable' });
  await datasets.add('locked', { kind: 'challenge', ...source, classes: null }, { locked: true });
  expect(await refusal(session.start({ dataset: 'locked', settings }))).toMatchObject({ code: 'dataset-locked' });
}, 60_000);
