import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { csvOf, exportRun } from '../../src/main/services/export-run';
import type { EpochMetrics, RunDetail } from '../../src/shared/training';
import { defaultsOf } from '../../src/shared/training-presets';
import { temporaryFolder } from '../store/builders';

const epoch = (number: number): EpochMetrics => ({
  epoch: number,
  trainLoss: 0.5,
  validationLoss: 0.6,
  auc: 0.7,
  prAuc: 0.4,
  accuracy: 0.8,
  majorityAccuracy: 0.75,
  balancedAccuracy: 0.65,
  sensitivity: 0.6,
  specificity: 0.7,
  threshold: 0.3,
  truePositives: 6,
  falsePositives: 9,
  trueNegatives: 21,
  falseNegatives: 4,
  brier: 0.2,
  ece: 0.05,
  learningRate: 0.001,
  imagesPerSecond: 40,
  inputWaitShare: 0.01,
  seconds: 2,
});

const run: RunDetail = {
  run: 7,
  dataset: 'chests',
  datasetSha256: 'a'.repeat(64),
  settings: defaultsOf('deep-cnn'),
  state: 'finished',
  createdAtMs: 1_000,
  endedAtMs: 5_000,
  epoch: 2,
  best: epoch(2),
  notes: '',
  modelId: 'deep-cnn-run-7',
  failure: null,
  epochs: [epoch(1), epoch(2)],
  weightsSha256: 'b'.repeat(64),
  device: 'CPU, 2 threads',
  tensorflowVersion: '2.19.1',
  applicationVersion: '0.1.0',
  threads: 2,
  oneDnn: true,
  trainingImages: 60,
  validationImages: 40,
  testImages: 0,
  warnings: [],
};

test('a run is exported as JSON, CSV and an event file, in a folder that is whole', async () => {
  const parent = temporaryFolder();
  const folder = await exportRun(run, parent, Date.UTC(2026, 10, 24, 12, 30));
  expect(folder).toBe(join(parent, 'pneumoscope-run-7-2026-11-24T12-30-00'));
  expect(readdirSync(parent)).toHaveLength(1);
  expect(readdirSync(folder).sort()).toEqual(['epochs.csv', 'events.out.tfevents.1795523400.pneumoscope', 'run.json']);
  expect(JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8'))).toEqual(run);
  // 20 figures an epoch, 40 in all, each in a record with its tag.
  const events = readFileSync(join(folder, 'events.out.tfevents.1795523400.pneumoscope')).toString('latin1');
  expect(events.split('validationLoss')).toHaveLength(3);
});

test('the table has a line an epoch under the names of its figures', () => {
  const [names, first, second, end] = csvOf(run.epochs).split('\n');
  expect(names?.split(',').slice(0, 4)).toEqual(['epoch', 'trainLoss', 'validationLoss', 'auc']);
  expect([first?.split(',').slice(0, 4), second?.split(',')[0], end]).toEqual([['1', '0.5', '0.6', '0.7'], '2', '']);
});

test('an export that cannot be finished leaves nothing behind', async () => {
  const parent = temporaryFolder();
  const now = Date.UTC(2026, 10, 24);
  await exportRun(run, parent, now);
  // The same moment again: the folder is there already and is not written over.
  await expect(exportRun(run, parent, now)).rejects.toThrow();
  expect(readdirSync(parent)).toHaveLength(1);
});
