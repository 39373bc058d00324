import { expect, test } from 'vitest';
import { recordModel } from '../../src/main/store/models';
import { latestResult, readHeatmap, recordFailure, recordPrediction, resultForModel } from '../../src/main/store/results';
import { recordImages, showInstance } from '../../src/main/store/studies';
import { emptyHistory, failureOf, heatmap, image, model, prediction } from './builders';

const otherModel = { ...model, sha256: 'cd'.repeat(32), card: { ...model.card, id: 'second', name: 'Second network' } };

function historyWithOneImage(): ReturnType<typeof emptyHistory> {
  const database = emptyHistory();
  recordModel(database, model);
  recordModel(database, otherModel);
  recordImages(database, [image(1)], 1);
  return database;
}

test('a prediction comes back with all that made it, and its heatmap bit for bit', () => {
  const database = historyWithOneImage();
  const stored = recordPrediction(database, 1, prediction(0.1 + 0.2), heatmap());
  expect(stored).toEqual({ ...prediction(0.1 + 0.2), predictionId: 1, instanceId: 1 });
  expect([latestResult(database, 1), resultForModel(database, 1, model.sha256), showInstance(database, 1).result]).toEqual([
    stored,
    stored,
    stored,
  ]);
  expect(readHeatmap(database, stored.predictionId)).toEqual(heatmap());
});

test('a spread and corrections come back beside the score, in every way to read it', () => {
  const database = historyWithOneImage();
  const noted = { ...prediction(0.5), spread: { low: 0.1 + 0.2, high: 0.58 }, corrections: ['inverted', 'rotated-90'] as const };
  const stored = recordPrediction(database, 1, noted, heatmap());
  expect(stored).toEqual({ ...noted, predictionId: 1, instanceId: 1 });
  expect([latestResult(database, 1), resultForModel(database, 1, model.sha256), showInstance(database, 1).result]).toEqual([
    stored,
    stored,
    stored,
  ]);
});

test('a spread is whole and in order, and only a score has one, or a correction', () => {
  const database = historyWithOneImage();
  recordPrediction(database, 1, prediction(0.5), heatmap());
  recordFailure(database, 1, { code: 'truncated', message: 'Cut short.' }, { modelId: 'first', modelSha256: model.sha256 }, 1);
  const set = (status: string, values: string) => () => database.exec(`UPDATE results SET ${values} WHERE status = '${status}'`);
  for (const attempt of [
    set('ok', 'probability_low = 0.4'),
    set('ok', 'probability_high = 0.4'),
    set('ok', 'probability_low = 0.6, probability_high = 0.4'),
    set('ok', 'probability_low = 0.6, probability_high = 1.1'),
    set('error', 'probability_low = 0.4, probability_high = 0.6'),
    set('error', `corrections = '["inverted"]'`),
    set('ok', `corrections = 'inverted'`),
  ]) {
    expect(attempt).toThrow('CHECK constraint failed');
  }
  expect(set('ok', 'probability_low = 0.4, probability_high = 0.6')).not.toThrow();
});

test('the latest result counts, and each model keeps its own', () => {
  const database = historyWithOneImage();
  const first = recordPrediction(database, 1, prediction(0.9), heatmap());
  const run = { modelId: 'second', modelSha256: otherModel.sha256 };
  recordFailure(
    database,
    1,
    { code: 'not-frontal-chest', message: 'image-1.dcm is a lateral view.', file: '/somewhere/image-1.dcm' },
    run,
    77,
  );
  const refused = {
    status: 'refused',
    failure: { code: 'not-frontal-chest', message: 'image-1.dcm is a lateral view.', file: 'image-1.dcm' },
    computedAtMs: 77,
  };
  expect({
    latest: latestResult(database, 1),
    first: resultForModel(database, 1, model.sha256),
    second: resultForModel(database, 1, otherModel.sha256),
    third: resultForModel(database, 1, 'ef'.repeat(32)),
  }).toEqual({ latest: refused, first, second: refused, third: { status: 'pending' } });
});

test('only a result that is ok can have a probability, and it has it whole', () => {
  const database = historyWithOneImage();
  const columns = 'instance_id, model_sha256, model_id, computed_at_ms, status, probability, failure_code, failure_message';
  const insert = (status: string, probability: number | null, code: string | null) => () =>
    database
      .prepare(`INSERT INTO results (${columns}) VALUES (1, ?, 'first', 0, ?, ?, ?, ?)`)
      .run(model.sha256, status, probability, code, code);
  for (const attempt of [
    insert('refused', 0.5, 'truncated'),
    insert('error', 0.5, 'truncated'),
    insert('ok', null, null),
    insert('ok', 0.5, null),
  ]) {
    expect(attempt).toThrow('CHECK constraint failed');
  }
  expect(insert('error', null, 'truncated')).not.toThrow();
});

test.each([
  ['a probability above one', prediction(1.01), heatmap()],
  ['a probability that is no number', prediction(Number.NaN), heatmap()],
  ['a spread upside down', { ...prediction(0.5), spread: { low: 0.6, high: 0.4 } }, heatmap()],
  ['a heatmap of another size than it says', prediction(0.5), { ...heatmap(), width: 4 }],
  ['a model that the history does not know', { ...prediction(0.5), modelSha256: 'ef'.repeat(32) }, heatmap()],
])('%s is not stored', (_, wrong, map) => {
  const database = historyWithOneImage();
  expect(() => recordPrediction(database, 1, wrong, map)).toThrow('constraint failed');
  expect(latestResult(database, 1)).toEqual({ status: 'pending' });
});

test('results of an image that is not in the history are refused', () => {
  const database = historyWithOneImage();
  const run = { modelId: 'first', modelSha256: model.sha256 };
  const attempts = [
    () => latestResult(database, 9),
    () => readHeatmap(database, 9),
    () => recordPrediction(database, 9, prediction(0.5), heatmap()),
    () => recordFailure(database, 9, { code: 'truncated', message: 'Cut short.' }, run, 1),
  ];
  expect(attempts.map((attempt) => failureOf(attempt)?.code)).toEqual(Array(4).fill('not-in-history'));
});

test('a score of a model without an overlay is whole too', () => {
  const database = historyWithOneImage();
  const none = { width: 0, height: 0, values: new Float32Array(), region: { x: 0, y: 0, width: 64, height: 64 } };
  const stored = recordPrediction(database, 1, { ...prediction(0.6), overlayMethod: '', boxes: [] }, none);
  expect([latestResult(database, 1), readHeatmap(database, stored.predictionId)]).toEqual([stored, none]);
});
