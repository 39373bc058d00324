import { expect, test } from 'vitest';
import type { Database } from '../../src/main/store/database';
import {
  forgetEpochsAfter,
  listRuns,
  recordEpoch,
  recordRun,
  recordRunEnd,
  recordRunStart,
  recordWarning,
  recordWeights,
  reopenRun,
  showRun,
} from '../../src/main/store/training-runs';
import type { EpochMetrics } from '../../src/shared/training';
import { smallSettings } from '../support/training';
import { emptyHistory } from './builders';

const contentSha256 = 'c'.repeat(64);

function historyWithRun(): { readonly db: Database; readonly run: number } {
  const db = emptyHistory();
  db.exec(`INSERT INTO datasets (dataset_id, name, source, locked) VALUES (1, 'chests', '{}', 0);
    INSERT INTO dataset_versions (version_id, dataset_id, content_sha256, ingested_at_ms, images, positives, patients, audit)
    VALUES (1, 1, '${contentSha256}', 0, 10, 3, 10, '{}')`);
  const images = { trainingImages: 7, validationImages: 2, testImages: 1 };
  const pinned = { threads: 2, oneDnn: true, applicationVersion: '1.2.3', warnings: [] };
  const run = recordRun(db, {
    dataset: 'chests',
    datasetSha256: contentSha256,
    settings: smallSettings,
    createdAtMs: 5,
    ...images,
    ...pinned,
  });
  return { db, run };
}

function metrics(epoch: number, auc: number): EpochMetrics {
  const confusion = { truePositives: 1, falsePositives: 0, trueNegatives: 1, falseNegatives: 0 };
  const rates = { accuracy: 1, majorityAccuracy: 0.5, balancedAccuracy: 1, sensitivity: 1, specificity: 1, threshold: 0.5 };
  const rest = { trainLoss: 0.1 + 0.2, validationLoss: 1, prAuc: 1, brier: 0, ece: 0, learningRate: 1e-3 };
  return { epoch, auc, ...confusion, ...rates, ...rest, imagesPerSecond: 1, inputWaitShare: 0, seconds: 1 };
}

test('a run is told back as it was recorded, with the best of its epochs', () => {
  const { db, run } = historyWithRun();
  recordRunStart(db, run, 'CPU, 2 threads', '2.19.1');
  [metrics(1, 0.7), metrics(2, 0.8), metrics(3, 0.75)].forEach((one) => recordEpoch(db, run, one, one.epoch < 3));
  recordWeights(db, run, 'a'.repeat(64));
  for (const message of ['careful', 'careful', 'slow']) recordWarning(db, run, message);
  recordRunEnd(db, run, 'failed', 9, 'The disk is full.');
  const summary = {
    run,
    dataset: 'chests',
    datasetSha256: contentSha256,
    settings: smallSettings,
    state: 'failed',
    createdAtMs: 5,
    endedAtMs: 9,
    epoch: 3,
    best: metrics(2, 0.8),
    notes: '',
    modelId: null,
    failure: 'The disk is full.',
  };
  expect(listRuns(db)).toEqual([summary]);
  expect(showRun(db, run)).toEqual({
    ...summary,
    epochs: [metrics(1, 0.7), metrics(2, 0.8), metrics(3, 0.75)],
    weightsSha256: 'a'.repeat(64),
    device: 'CPU, 2 threads',
    tensorflowVersion: '2.19.1',
    applicationVersion: '1.2.3',
    threads: 2,
    oneDnn: true,
    trainingImages: 7,
    validationImages: 2,
    testImages: 1,
    warnings: ['careful', 'slow'],
  });
});

test('a run that goes on from an earlier point forgets what it has not done yet, and does it again', () => {
  const { db, run } = historyWithRun();
  [metrics(1, 0.7), metrics(2, 0.8)].forEach((one) => recordEpoch(db, run, one, true));
  recordRunEnd(db, run, 'interrupted', 9, null);
  reopenRun(db, run, { ...smallSettings, epochs: 9 });
  forgetEpochsAfter(db, run, 1);
  expect(showRun(db, run)).toMatchObject({ state: 'running', endedAtMs: null, epoch: 1, best: { auc: 0.7 }, settings: { epochs: 9 } });
  recordEpoch(db, run, metrics(2, 0.6), false);
  expect(showRun(db, run)).toMatchObject({ epoch: 2, best: { epoch: 1 } });
});
