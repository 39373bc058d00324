import { copyFileSync, mkdirSync, mkdtempSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createEngineClient, type EngineClient } from '../../src/main/engine/engine-client';
import { startEngine } from '../../src/main/engine/start-engine';
import { createImageWorkers, type ImageWorkers } from '../../src/main/image-workers/image-workers';
import { pictureFormOf } from '../../src/main/preprocess/network-input';
import { createDatasets, type Datasets } from '../../src/main/services/datasets';
import { createModelTests, type ModelTests } from '../../src/main/services/model-tests';
import { createModels, type Models } from '../../src/main/services/models';
import { recordNewRun } from '../../src/main/services/training-order';
import { readAuditTrail } from '../../src/main/store/audit-trail';
import type { Database } from '../../src/main/store/database';
import { recordModel } from '../../src/main/store/models';
import { recordRunModel } from '../../src/main/store/training-runs';
import type { ModelComparison } from '../../src/shared/model';
import type { TrainingSettings } from '../../src/shared/training';
import { tellRecorded } from '../../src/shared/words/tell-recorded';
import { emptyHistory, failureOfPromise, temporaryFolder } from '../store/builders';
import { buildEntry } from '../support/built-entry';
import { writeChestDataset } from '../support/chest-dataset';
import { radiograph } from '../support/radiographs';
import { smallCard, writeSmallModel } from '../support/small-model';
import { smallSettings } from '../support/training';

// Two untrained networks on 30 radiographs. The labels are made from what the first says, so that what it scores is known: an AUC of 1.

/** What a comparison says that a German window could not. */
const leftEnglish = ({ testSet, cautions }: ModelComparison): readonly string[] =>
  [testSet, ...cautions].filter((text) => tellRecorded('de', text).language !== 'de');

const count = 30;
const positives = 12;
const name = (n: number): string => `chest-${String(n).padStart(3, '0')}.dcm`;
let engineEntry: Awaited<ReturnType<typeof buildEntry>>;
let workerEntry: Awaited<ReturnType<typeof buildEntry>>;
let engine: EngineClient;
let workers: ImageWorkers;
let modelsHome: string;
let firstScores: readonly number[];
let secondScores: readonly number[];

beforeAll(async () => {
  [engineEntry, workerEntry] = [
    await buildEntry('src/main/engine/engine-process.ts'),
    await buildEntry('src/main/image-workers/image-worker.ts'),
  ];
  engine = createEngineClient({
    start: () => startEngine(engineEntry.entry, 'resources/input-check'),
    idleMilliseconds: 60_000,
    onState: () => undefined,
  });
  workers = createImageWorkers({ workerFile: workerEntry.entry, count: 1 });
  modelsHome = mkdtempSync(join(tmpdir(), 'pneumoscope-model-tests-'));
  const { images } = await writeChestDataset(modelsHome, count);
  const files = Array.from({ length: count }, (_, n) => join(images, name(n)));
  firstScores = await scoresOf(await writeSmallModel(join(modelsHome, 'shipped'), { ...smallCard, id: 'first', threshold: 0.5 }, 1), files);
  secondScores = await scoresOf(await writeSmallModel(join(modelsHome, 'added'), { ...smallCard, id: 'second' }, 2), files);
}, 120_000);
afterAll(async () => {
  await Promise.all([engine.close(), workers.close()]);
  await Promise.all([engineEntry.remove(), workerEntry.remove()]);
  rmSync(modelsHome, { recursive: true });
});

async function scoresOf(modelFolder: string, files: readonly string[]): Promise<readonly number[]> {
  const scores: number[] = [];
  for (const file of files) {
    scores.push((await engine.predict(await workers.networkInput(file, file, pictureFormOf(smallCard)), modelFolder)).probability);
  }
  return scores;
}

let db: Database;
let images: string;
let datasets: Datasets;
let models: Models;
let modelTests: ModelTests;

beforeEach(async () => {
  db = emptyHistory();
  const home = temporaryFolder();
  ({ images } = await writeChestDataset(home, count));
  const folder = join(home, 'datasets');
  datasets = createDatasets({ db, workers, filesAtOnce: 2, folder, onProgress: () => undefined, labelledCases: () => [] });
  const folders = { shipped: join(modelsHome, 'shipped'), added: join(modelsHome, 'added') };
  models = await createModels({ db, folders, onChange: () => undefined });
  modelTests = createModelTests({ db, workers, engine, models, datasets });
});

/** True for the images that the first network gives its highest scores. */
function isPositive(n: number): boolean {
  return firstScores.filter((score) => score > (firstScores[n] ?? NaN)).length < positives;
}

function addDataset(locked: boolean, dataset = 'chests'): Promise<unknown> {
  return datasets.add(dataset, { kind: 'table', images, labels: writeLabels(Array.from({ length: count }, (_, n) => n)) }, { locked });
}

function writeLabels(numbers: readonly number[]): string {
  const labels = join(images, '..', 'labels.csv');
  const rows = numbers.map((n) => `${name(n)},${isPositive(n) ? 1 : 0},p${String(n)}`);
  writeFileSync(labels, `file,Target,patientId\n${rows.join('\n')}\n`);
  return labels;
}

/** The AUC by its meaning: the share of pairs of a positive and a negative image that are in order. */
function aucByPairs(scores: readonly number[], numbers: readonly number[]): number {
  const of = (positive: boolean) => numbers.filter((n) => isPositive(n) === positive).map((n) => scores[n] ?? NaN);
  const pairs = of(true).flatMap((high) => of(false).map((low): number => (high > low ? 1 : high === low ? 0.5 : 0)));
  return pairs.reduce((sum, pair) => sum + pair, 0) / pairs.length;
}

/** The best share of positives found at a threshold that lets pass no more negatives than this share allows. */
function sensitivityByThresholds(scores: readonly number[], numbers: readonly number[], specificity: number): number {
  const found = scores.map((threshold) => {
    const called = numbers.filter((n) => (scores[n] ?? NaN) >= threshold);
    const isSpecific = called.filter((n) => !isPositive(n)).length <= (1 - specificity) * (numbers.length - positives) + 1e-9;
    return isSpecific ? called.filter(isPositive).length / positives : 0;
  });
  return Math.max(...found);
}

test('a candidate is compared image by image on a locked dataset; what cannot be read is left out of both, and said', async () => {
  await addDataset(true);
  const broken = Array.from({ length: count }, (_, n) => n).find((n) => !isPositive(n)) ?? NaN;
  truncateSync(join(images, name(broken)), 1000);
  const numbers = Array.from({ length: count }, (_, n) => n).filter((n) => n !== broken);
  const negatives = numbers.filter((n) => !isPositive(n));
  const comparison = await modelTests.compare('second', 'chests');
  const candidateAuc = aucByPairs(secondScores, numbers);
  const atSpecificity = negatives.filter((n) => (firstScores[n] ?? NaN) < 0.5).length / negatives.length;
  expect(comparison).toMatchObject({
    candidateId: 'second',
    candidateSha256: (await models.find('second')).model.sha256,
    activeId: 'first',
    activeSha256: models.active().model.sha256,
    testSet: 'all of chests',
    images: count - 1,
    positives,
    candidateAuc: expect.closeTo(candidateAuc, 12),
    activeAuc: 1,
    aucDifference: expect.closeTo(candidateAuc - 1, 12),
    atSpecificity: expect.closeTo(atSpecificity, 12),
    candidateSensitivity: expect.closeTo(sensitivityByThresholds(secondScores, numbers, atSpecificity), 12),
    activeSensitivity: expect.closeTo(numbers.filter((n) => isPositive(n) && (firstScores[n] ?? NaN) >= 0.5).length / positives, 12),
    cautions: [
      'Which patients second was trained on is not known here. If they are among these, it looks better than it is.',
      'Which patients first was trained on is not known here. If they are among these, it looks better than it is.',
      'Only 12 positive images: the interval is wide, and chance decides much.',
      '1 of 30 images have no score and were left out.',
    ],
  });
  expect(models.comparisonOf(comparison.candidateSha256)).toEqual(comparison);
  expect(leftEnglish(comparison)).toEqual([]);
});

test('the gate keeps a worse candidate out, and lets the better one back in', async () => {
  await addDataset(true);
  expect(await modelTests.compare('second', 'chests')).toMatchObject({ verdict: 'worse' });
  const closed = await failureOfPromise(models.activate('second', { despite: false }));
  expect(closed).toMatchObject({ code: 'gate-closed', message: expect.stringMatching(/^The model second is worse than first/) });
  await models.activate('second', { despite: true });
  expect(await modelTests.compare('first', 'chests')).toMatchObject({ activeId: 'second', verdict: 'better' });
  expect((await models.activate('first', { despite: false })).card.id).toBe('first');
  const told = readAuditTrail(db).entries.map(({ detail: { modelId, verdict, testSet, despite } }) => ({
    modelId,
    verdict,
    testSet,
    despite,
  }));
  expect(told).toEqual([
    { modelId: 'first', verdict: 'better', testSet: 'all of chests', despite: false },
    { modelId: 'second', verdict: 'worse', testSet: 'all of chests', despite: true },
  ]);
});

test('without a dataset the test part of the candidate’s own run is taken; images it learnt from are a caution', async () => {
  await addDataset(false);
  await runThatMade({ split: 'patients', validationShare: 0.2, testShare: 0.5 });
  const own = await modelTests.compare('second', null);
  // Of 12 patients with and 18 without an opacity half are in the test part.
  expect(own).toMatchObject({ testSet: 'the test part of run 1 on chests', images: 15, positives: 6 });
  expect(own.cautions.filter((caution) => caution.startsWith('second'))).toEqual([]);
  const unlocked = await failureOfPromise(modelTests.compare('second', 'chests'));
  expect(unlocked).toMatchObject({ code: 'dataset-unusable', message: expect.stringContaining('chests is not locked') });
  await addDataset(true, 'held');
  const whole = await modelTests.compare('second', 'held');
  expect(whole.cautions).toContain('second was trained on 15 of these 30 images or their patients, and looks better than it is.');
  expect([...leftEnglish(own), ...leftEnglish(whole)]).toEqual([]);
});

test('a candidate without a test part, and an unknown dataset, cannot be compared on; nothing is recorded', async () => {
  await addDataset(false);
  const { model } = await models.find('second');
  expect(await failureOfPromise(modelTests.compare('second', null))).toMatchObject({ code: 'dataset-unusable' });
  await runThatMade({ split: 'folds', folds: 3, fold: 1 });
  expect(await failureOfPromise(modelTests.compare('second', null))).toMatchObject({ code: 'dataset-unusable' });
  expect(await failureOfPromise(modelTests.compare('second', 'none-such'))).toMatchObject({ code: 'not-found' });
  await addDataset(true, 'held');
  for (let n = 0; n < count; n += 1) truncateSync(join(images, name(n)), 1000);
  const unreadable = await failureOfPromise(modelTests.compare('second', 'held'));
  expect(unreadable?.message).toMatch(/of 30 images 0 have a score, .* The first reason why an image has no score: .*chest-000\.dcm/);
  expect(models.comparisonOf(model.sha256)).toBeNull();
});

test('a model whose scores are no numbers is not judged by what is left', async () => {
  await addDataset(true);
  const folder = await writeSmallModel(join(modelsHome, 'added'), { ...smallCard, id: 'not-a-number' }, 3);
  const weights = join(folder, 'weights.bin');
  writeFileSync(weights, new Uint8Array(statSync(weights).size).fill(0xff)); // all bits set is no number in IEEE 754
  const { model } = await models.find('not-a-number');
  expect(await failureOfPromise(modelTests.compare('not-a-number', 'chests'))).toMatchObject({ code: 'model-unusable' });
  expect(models.comparisonOf(model.sha256)).toBeNull();
});

/** Records a run on the dataset that the second network came from. */
async function runThatMade(settings: Partial<TrainingSettings>): Promise<void> {
  const { model } = await models.find('second');
  const sources = { db, datasets, pretrainedFolder: '', runsFolder: '', applicationVersion: '0.0.0' };
  const run = recordNewRun(sources, 'chests', { ...smallSettings, ...settings });
  recordModel(db, model, 'trained');
  recordRunModel(db, run, model.sha256);
}

test('a model is evaluated on labelled files: every image counts, is refused or is reported', async () => {
  const numbers = Array.from({ length: count }, (_, n) => n);
  truncateSync(join(images, name(0)), 1000);
  writeFileSync(join(images, name(1)), radiograph(1));
  const scored = numbers.slice(2);
  const told: string[] = [];
  let last: readonly number[] = [];
  const source = { kind: 'table', images, labels: writeLabels(numbers) } as const;
  const evaluation = await modelTests.evaluate(
    { id: 'second', point: null },
    source,
    ({ file }, outcome) => told.push(`${outcome} ${String(file)}`),
    (done, all) => (last = [done, all]),
  );
  const shown = scored.filter(isPositive).length;
  expect({ told, last }).toEqual({ told: [`error ${join(images, name(0))}`, `refused ${join(images, name(1))}`], last: [count, count] });
  const auc = aucByPairs(secondScores, scored);
  expect(evaluation).toMatchObject({
    modelId: 'second',
    operatingPoint: null,
    n: scored.length,
    patients: scored.length,
    positives: shown,
    auc: expect.closeTo(auc, 12),
    threshold: 0,
    // Everything counts as positive at a threshold of 0.
    sensitivity: 1,
    specificity: 0,
    balancedAccuracy: 0.5,
    accuracy: expect.closeTo(shown / scored.length, 12),
    majorityAccuracy: expect.closeTo((scored.length - shown) / scored.length, 12),
    brier: expect.closeTo(scored.reduce((sum, n) => sum + ((secondScores[n] ?? NaN) - Number(isPositive(n))) ** 2, 0) / scored.length, 12),
    pointingHit: null,
    meanAveragePrecision: null,
    refused: 1,
    failed: 1,
  });
  expect([evaluation.aucLow < auc, auc < evaluation.aucHigh]).toEqual([true, true]);
});

test('where boxes are drawn, the overlay’s peak and the boxes are held against them', async () => {
  // The whole image is drawn in one, where every peak lies; one corner's pixel in the other, where none does.
  const folder = join(images, '..', 'challenge');
  mkdirSync(folder);
  ['whole', 'corner', 'clear'].forEach((id, n) => copyFileSync(join(images, name(n)), join(folder, `${id}.dcm`)));
  const labels = join(folder, '..', 'challenge.csv');
  writeFileSync(labels, 'patientId,x,y,width,height,Target\nwhole,0,0,256,256,1\ncorner,0,0,1,1,1\nclear,,,,,0\n');
  const source = { kind: 'challenge', images: folder, labels, classes: null } as const;
  const evaluation = await modelTests.evaluate(
    { id: 'second', point: null },
    source,
    () => undefined,
    () => undefined,
  );
  expect(evaluation).toMatchObject({ n: 3, positives: 2, pointingHit: 0.5, refused: 0, failed: 0 });
  expect(evaluation.meanAveragePrecision).toBeGreaterThanOrEqual(0);
});

test('figures take images of both classes', async () => {
  const numbers = Array.from({ length: count }, (_, n) => n).filter(isPositive);
  const source = { kind: 'table', images, labels: writeLabels(numbers) } as const;
  const evaluated = modelTests.evaluate(
    { id: 'second', point: null },
    source,
    () => undefined,
    () => undefined,
  );
  expect(await failureOfPromise(evaluated)).toEqual({
    code: 'dataset-unusable',
    message: 'Of 12 scored images 12 are positive; figures take images of both classes.',
  });
});
