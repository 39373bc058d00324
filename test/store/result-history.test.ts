import { expect, test } from 'vitest';
import { listFlips } from '../../src/main/store/flips';
import { recordModel } from '../../src/main/store/models';
import { resultHistory } from '../../src/main/store/result-history';
import { latestResult, recordFailure, recordPrediction } from '../../src/main/store/results';
import { imagesWithResultOf, showResultsOf } from '../../src/main/store/shown-result';
import { listStudies, recordImages } from '../../src/main/store/studies';
import type { OperatingPoint } from '../../src/shared/model-card';
import { emptyHistory, failureOf, heatmap, image, model, prediction } from './builders';
import { everything } from './queries';

const balanced = { name: 'balanced', threshold: 0.3 } as OperatingPoint;
const otherModel = {
  sha256: 'cd'.repeat(32),
  card: { ...model.card, id: 'second', name: 'Second network', threshold: 0.3, operatingPoints: [balanced] },
};
const beside = { device: 'GPU', shown: false };

/** What the other model says of an image, at its own threshold. */
const said = (probability: number) => ({
  ...prediction(probability),
  modelId: 'second',
  modelName: 'Second network',
  modelSha256: otherModel.sha256,
  threshold: 0.3,
  positive: probability >= 0.3,
});

function historyOf(images: number): ReturnType<typeof emptyHistory> {
  const database = emptyHistory();
  recordModel(database, model);
  recordModel(database, otherModel);
  recordImages(
    database,
    Array.from({ length: images }, (_, n) => image(n + 1)),
    1,
  );
  return database;
}

const shownIn = (database: ReturnType<typeof emptyHistory>) => listStudies(database, everything).rows.map(({ result }) => result);

test('the history of an image holds every result, newest first, with what made it and which one flipped', () => {
  const database = historyOf(1);
  const first = recordPrediction(database, 1, prediction(0.35), heatmap(), { device: 'CPU', shown: true });
  const run = { modelId: 'second', modelSha256: otherModel.sha256 };
  recordFailure(database, 1, { code: 'truncated', message: 'Cut short.' }, run, 70, beside);
  const other = recordPrediction(database, 1, said(0.35), heatmap(), beside);
  const by = (named: typeof model) => ({ modelId: named.card.id, modelName: named.card.name, modelSha256: named.sha256 });
  expect(resultHistory(database, 1)).toEqual([
    // The same probability is the other answer at the other threshold; the failure between has no say in it.
    { resultId: 3, result: other, ...by(otherModel), device: 'GPU', operatingPoint: 'balanced', shown: false, flipped: true },
    {
      resultId: 2,
      result: { status: 'error', failure: { code: 'truncated', message: 'Cut short.', file: 'image-1.dcm' }, computedAtMs: 70 },
      ...by(otherModel),
      device: 'GPU',
      operatingPoint: null,
      shown: false,
      flipped: false,
    },
    { resultId: 1, result: first, ...by(model), device: 'CPU', operatingPoint: null, shown: true, flipped: false },
  ]);
  expect(failureOf(() => resultHistory(database, 9))?.code).toBe('not-in-history');
});

test('another model’s look leaves the list as it is, also where nothing was shown yet', () => {
  const database = historyOf(2);
  const stored = recordPrediction(database, 1, prediction(0.2), heatmap());
  recordPrediction(database, 1, said(0.9), heatmap(), beside);
  recordPrediction(database, 2, said(0.9), heatmap(), beside);
  expect([latestResult(database, 1), latestResult(database, 2), shownIn(database)]).toEqual([
    stored,
    { status: 'pending' },
    [{ status: 'pending' }, { status: 'ok', probability: 0.2, threshold: 0.4, positive: false }],
  ]);
});

test('once a model is in force, its newest results are shown, and those of the one before when it is put back', () => {
  const database = historyOf(3);
  for (const instanceId of [1, 2, 3]) recordPrediction(database, instanceId, prediction(0.2), heatmap());
  for (const probability of [0.8, 0.9]) recordPrediction(database, 1, said(probability), heatmap(), beside);
  recordPrediction(database, 3, said(0.1), heatmap(), beside);
  const withResult = [imagesWithResultOf(database, otherModel.sha256, 0, 10), imagesWithResultOf(database, otherModel.sha256, 1, 10)];
  const changed = showResultsOf(database, otherModel.sha256, [1, 2, 3]);
  const forward = shownIn(database).map((result) => (result.status === 'ok' ? result.probability : null));
  const back = showResultsOf(database, model.sha256, [1, 2, 3]);
  const backward = shownIn(database).map((result) => (result.status === 'ok' ? result.probability : null));
  expect({ withResult, changed, forward, back, backward, again: showResultsOf(database, model.sha256, [1, 2, 3]) }).toEqual({
    withResult: [[1, 3], [3]],
    changed: [1, 3],
    forward: [0.1, 0.2, 0.9],
    back: [1, 3],
    backward: [0.2, 0.2, 0.2],
    again: [],
  });
});

test('what flips between two models is counted both ways and listed, farthest apart first', () => {
  const database = historyOf(6);
  // By the model in force (threshold 0.4) and by the other one (0.3): up, down, the same, up, refused by one, seen by one only.
  const scores = [
    [0.1, 0.9],
    [0.5, 0.2],
    [0.1, 0.2],
    [0.35, 0.35],
  ] as const;
  scores.forEach(([old, next], place) => {
    recordPrediction(database, place + 1, prediction(old), heatmap());
    // Only the newest look of a model counts.
    recordPrediction(database, place + 1, said(1 - next), heatmap(), beside);
    recordPrediction(database, place + 1, said(next), heatmap(), beside);
  });
  recordPrediction(database, 5, prediction(0.9), heatmap());
  const run = { modelId: 'second', modelSha256: otherModel.sha256 };
  recordFailure(database, 5, { code: 'not-frontal-chest', message: 'A lateral view.' }, run, 1, beside);
  recordPrediction(database, 6, prediction(0.9), heatmap());
  const query = { modelSha256: otherModel.sha256, againstSha256: model.sha256, kind: 'any', offset: 0, limit: 10 } as const;
  const row = (n: number, oldProbability: number, newProbability: number) => ({
    studyId: n,
    instanceId: n,
    patientName: 'Doe, Jane',
    patientId: `P${n}`,
    studyDate: '2019-05-06',
    oldProbability,
    oldThreshold: 0.4,
    newProbability,
    newThreshold: 0.3,
  });
  const counts = { scoredByBoth: 4, scoredByOne: 1, toPositive: 2, toNegative: 1 };
  expect(listFlips(database, query)).toEqual({ ...counts, offset: 0, rows: [row(1, 0.1, 0.9), row(2, 0.5, 0.2), row(4, 0.35, 0.35)] });
  expect(listFlips(database, { ...query, kind: 'to-negative' }).rows).toEqual([row(2, 0.5, 0.2)]);
  expect(listFlips(database, { ...query, kind: 'to-positive', offset: 1, limit: 1 }).rows).toEqual([row(4, 0.35, 0.35)]);
  expect(failureOf(() => listFlips(database, { ...query, limit: 501 }))?.code).toBe('invalid-request');
});
