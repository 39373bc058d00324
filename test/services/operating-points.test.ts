import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { createEngineClient } from '../../src/main/engine/engine-client';
import { startEngine } from '../../src/main/engine/start-engine';
import { toNetworkInput } from '../../src/main/preprocess/network-input';
import { createClassifier } from '../../src/main/services/classify-images';
import { createModels, type Models } from '../../src/main/services/models';
import { readAuditTrail } from '../../src/main/store/audit-trail';
import type { Database } from '../../src/main/store/database';
import { latestResult } from '../../src/main/store/results';
import { recordImages } from '../../src/main/store/studies';
import { toFailure } from '../../src/shared/failure';
import type { OperatingPoint } from '../../src/shared/model-card';
import { buildEntry } from '../support/built-entry';
import { chestPicture } from '../support/chest-picture';
import { smallCard, writeSmallModel } from '../support/small-model';
import { emptyHistory, failureOfPromise, image, temporaryFolder } from '../store/builders';

const measured = {
  sensitivity: { value: 0.9, low: 0.8, high: 0.95 },
  specificity: { value: 0.5, low: 0.4, high: 0.6 },
  measuredOn: 'Chests',
};
const point = (name: OperatingPoint['name'], threshold: number): OperatingPoint => ({ name, threshold, ...measured });
// Whatever an untrained network gives lies between the two.
const card = { ...smallCard, id: 'first', threshold: 1e-9, operatingPoints: [point('triage', 1e-9), point('rule-in', 1)] };

let built: Awaited<ReturnType<typeof buildEntry>>;
beforeAll(async () => void (built = await buildEntry('src/main/engine/engine-process.ts')));
afterAll(() => built.remove());

let db: Database;
let home: string;
let told: number[];
beforeEach(async () => {
  [db, home, told] = [emptyHistory(), temporaryFolder(), []];
  await writeSmallModel(join(home, 'shipped'), card, 1);
  await writeSmallModel(join(home, 'added'), { ...smallCard, id: 'second' }, 2);
});

function open(operatingPoint?: OperatingPoint['name']): Promise<Models> {
  const folders = { shipped: join(home, 'shipped'), added: join(home, 'added') };
  return createModels({ db, folders, operatingPoint, onChange: (model) => told.push(model.card.threshold) });
}

const thresholds = async (models: Models) => [
  models.active().model.card.threshold,
  (await models.find('active')).model.card.threshold,
  (await models.find('first')).model.card.threshold,
];

test('the chosen operating point is in force at once and after a restart, for its model only, and is in the audit trail', async () => {
  const models = await open();
  expect(await thresholds(models)).toEqual([1e-9, 1e-9, 1e-9]);
  models.choosePoint('first', 'rule-in');
  expect(await thresholds(models)).toEqual([1, 1, 1e-9]);
  expect(await thresholds(await open())).toEqual([1, 1, 1e-9]);
  expect(models.list()).toMatchObject([{ id: 'first', card: { threshold: 1e-9 }, operatingPoint: 'rule-in' }]);
  models.choosePoint('first', 'rule-in');
  models.choosePoint('first', null);
  expect(told).toEqual([1, 1, 1e-9]);
  const { sha256: modelSha256 } = models.active().model;
  expect(
    readAuditTrail(db)
      .entries.toReversed()
      .map(({ action, detail }) => ({ action, detail })),
  ).toEqual([
    {
      action: 'operating-point-chosen',
      detail: {
        modelId: 'first',
        modelSha256,
        operatingPoint: 'rule-in',
        threshold: 1,
        previousPoint: 'triage',
        previousThreshold: 1e-9,
      },
    },
    {
      action: 'operating-point-chosen',
      detail: {
        modelId: 'first',
        modelSha256,
        operatingPoint: 'triage',
        threshold: 1e-9,
        previousPoint: 'rule-in',
        previousThreshold: 1,
      },
    },
  ]);
});

test('a point that the model has not, and a model that is not in force, are refused, and nothing changes', async () => {
  const models = await open();
  const refusal = (work: () => unknown) =>
    Promise.resolve()
      .then(work)
      .then(() => 'done', toFailure);
  expect(await refusal(() => models.choosePoint('first', 'balanced'))).toEqual({
    code: 'invalid-request',
    message: 'The model first has no operating point balanced; it has triage, rule-in.',
  });
  expect(await refusal(() => models.choosePoint('second', null))).toMatchObject({ code: 'invalid-request' });
  expect(await failureOfPromise(open('balanced'))).toMatchObject({ code: 'invalid-request' });
  expect([await thresholds(models), readAuditTrail(db).entries]).toEqual([[1e-9, 1e-9, 1e-9], []]);
});

test('a point named for this process alone goes before the chosen one, and is not kept', async () => {
  (await open()).choosePoint('first', 'triage');
  expect((await open('rule-in')).active().model.card.threshold).toBe(1);
  expect((await open()).active().model.card.threshold).toBe(1e-9);
});

test('a stored result keeps the threshold that it was called at, until it is called again; boxes are shown at and above it only', async () => {
  const models = await open();
  const start = () => startEngine(built.entry, 'resources/input-check');
  const engine = createEngineClient({ start, idleMilliseconds: 60_000, onState: () => undefined });
  onTestFinished(() => engine.close());
  const chest = await chestPicture(80, 100);
  const reader = {
    networkInput: (_path: string, _file: string, form: Parameters<typeof toNetworkInput>[1]) =>
      Promise.resolve(toNetworkInput(chest, form)),
  };
  const classifier = createClassifier({ db, reader, engine, activeModel: models.active, storeFolder: home, onResult: () => undefined });
  recordImages(db, [image(1)], 1);
  const first = await classifier.classify(1);
  models.choosePoint('first', 'rule-in');
  const kept = await classifier.classify(1);
  const again = await classifier.classify(1, { atThresholdInForce: true });
  const stillThere = await classifier.classify(1, { atThresholdInForce: true });
  if (first.status !== 'ok') throw new Error('the picture has no score');
  expect([first.threshold, first.positive, first.boxes.length > 0]).toEqual([1e-9, true, true]);
  expect(kept).toEqual(first);
  expect(again).toMatchObject({ probability: first.probability, threshold: 1, positive: false, boxes: [], modelSha256: first.modelSha256 });
  expect([stillThere, latestResult(db, 1)]).toEqual([again, again]);
});
