import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { createEngineClient } from '../../src/main/engine/engine-client';
import { startEngine } from '../../src/main/engine/start-engine';
import { toNetworkInput } from '../../src/main/preprocess/network-input';
import { createClassifier } from '../../src/main/services/classify-images';
import { followModel } from '../../src/main/services/follow-model';
import { createModels } from '../../src/main/services/models';
import { createReruns } from '../../src/main/services/rerun-model';
import { readAuditTrail } from '../../src/main/store/audit-trail';
import { resultHistory } from '../../src/main/store/result-history';
import { recordImages, listStudies } from '../../src/main/store/studies';
import type { RerunProgress } from '../../src/shared/explain';
import { buildEntry } from '../support/built-entry';
import { chestPicture } from '../support/chest-picture';
import { smallCard, writeSmallModel } from '../support/small-model';
import { emptyHistory, failureOfPromise, image, temporaryFolder } from '../store/builders';
import { everything } from '../store/queries';

let built: Awaited<ReturnType<typeof buildEntry>>;
beforeAll(async () => void (built = await buildEntry('src/main/engine/engine-process.ts')));
afterAll(() => built.remove());

/** A history of six images with the real engine; the shipped model calls all of them positive (threshold 0), the other one none (1). */
async function readingRoom() {
  const [db, home] = [emptyHistory(), temporaryFolder()];
  await writeSmallModel(join(home, 'shipped'), { ...smallCard, id: 'first', name: 'First network' }, 1);
  await writeSmallModel(join(home, 'added'), { ...smallCard, id: 'second', name: 'Second network', threshold: 1 }, 2);
  const models = await createModels({
    db,
    folders: { shipped: join(home, 'shipped'), added: join(home, 'added') },
    onChange: () => undefined,
  });
  const engine = createEngineClient({
    start: () => startEngine(built.entry, 'resources/input-check'),
    idleMilliseconds: 60_000,
    onState: () => undefined,
  });
  onTestFinished(() => engine.close());
  const chest = await chestPicture(80, 100);
  const reader = {
    networkInput: (_path: string, _file: string, form: Parameters<typeof toNetworkInput>[1]) =>
      Promise.resolve(toNetworkInput(chest, form)),
  };
  const keeper = { db, reader, engine, storeFolder: home };
  const classifier = createClassifier({ ...keeper, activeModel: models.active, onResult: () => undefined });
  const told: RerunProgress[] = [];
  const reruns = createReruns({ ...keeper, models, onProgress: (progress) => told.push(progress) });
  const images = Array.from({ length: 6 }, (_, n) => image(n + 1, n === 5 ? { viewPosition: 'LL' } : {}));
  recordImages(db, images, 1);
  for (const instanceId of images.keys()) await classifier.classify(instanceId + 1);
  return { db, models, classifier, reruns, told };
}

const criteria = (({ offset: _offset, limit: _limit, ...others }) => others)(everything);

test('another model looks at all studies of the list beside the one in force, which the list goes on showing', async () => {
  const { db, reruns, told } = await readingRoom();
  const before = listStudies(db, everything).rows;
  const { finished } = await reruns.start('second', { kind: 'matching', criteria });
  expect((await failureOfPromise(reruns.start('second', { kind: 'image', instanceId: 1 })))?.code).toBe('run-busy');
  expect(await finished).toMatchObject({
    state: 'finished',
    modelId: 'second',
    modelName: 'Second network',
    imagesFound: 6,
    imagesDone: 6,
    refused: 1,
    failed: 0,
    flipped: 5,
    failure: null,
  });
  expect([told[0]?.state, told.at(-1)?.state, reruns.progress()?.state]).toEqual(['searching', 'finished', 'finished']);
  expect(listStudies(db, everything).rows).toEqual(before);
  expect(resultHistory(db, 1).map(({ modelId, shown, flipped, device }) => ({ modelId, shown, flipped, device: device !== '' }))).toEqual([
    { modelId: 'second', shown: false, flipped: true, device: true },
    { modelId: 'first', shown: true, flipped: false, device: true },
  ]);
  expect(readAuditTrail(db).entries.map(({ action, detail }) => [action, detail.modelId, detail.scope])).toEqual([
    ['rerun', 'second', 'studies of the list'],
  ]);
  // Begun again it has nothing left to compute.
  await (
    await reruns.start('second', { kind: 'studies', studyIds: [1, 2] })
  ).finished;
  expect([resultHistory(db, 1).length, reruns.progress()?.imagesDone, reruns.progress()?.flipped]).toEqual([2, 2, 2]);
});

test('cancelled it takes no further image; the model in force is no other model; and one that is not there is said to be so', async () => {
  const { reruns } = await readingRoom();
  const { finished } = await reruns.start('second', { kind: 'matching', criteria });
  reruns.cancel();
  const { state, imagesDone } = await finished;
  expect([state, imagesDone < 6]).toEqual(['cancelled', true]);
  const refusals = [
    await failureOfPromise(reruns.start('first', { kind: 'image', instanceId: 1 })),
    await failureOfPromise(reruns.start('third', { kind: 'image', instanceId: 1 })),
  ];
  expect(refusals.map((failure) => failure?.code)).toEqual(['invalid-request', 'model-unusable']);
});

test('a model that comes into force shows what it said before, at once and on opening', async () => {
  const { db, models, classifier, reruns } = await readingRoom();
  await (
    await reruns.start('second', { kind: 'studies', studyIds: [1, 2] })
  ).finished;
  await models.activate('second', { despite: true });
  const positives = () => listStudies(db, everything).rows.map(({ result }) => result.status === 'ok' && result.positive);
  // Newest study first. Opening one is enough for its line.
  await classifier.classify(1);
  const opened = positives();
  const { sha256 } = models.active().model;
  await followModel(
    db,
    sha256,
    () => true,
    () => undefined,
  );
  expect([opened, positives()]).toEqual([
    [false, true, true, true, true, false],
    [false, true, true, true, false, false],
  ]);
});
