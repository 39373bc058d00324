import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { createEngineClient } from '../../src/main/engine/engine-client';
import { startEngine } from '../../src/main/engine/start-engine';
import { pictureFormOf, toNetworkInput } from '../../src/main/preprocess/network-input';
import { createClassifier } from '../../src/main/services/classify-images';
import { createModels } from '../../src/main/services/models';
import { recordImages } from '../../src/main/store/studies';
import { buildEntry } from '../support/built-entry';
import { chestPicture } from '../support/chest-picture';
import { smallCard, writeSmallModel } from '../support/small-model';
import { emptyHistory, image, temporaryFolder } from '../store/builders';

let built: Awaited<ReturnType<typeof buildEntry>>;
beforeAll(async () => void (built = await buildEntry('src/main/engine/engine-process.ts')));
afterAll(() => built.remove());

interface Stored {
  readonly instanceId: number;
  readonly modelId: string;
  readonly sha256: string;
  readonly probability: number;
}

test('with models switched and the engine killed while predictions run, every stored result is its own model’s', async () => {
  const [db, home] = [emptyHistory(), temporaryFolder()];
  // Networks of other weights that take pictures of another size: neither can pass for the other.
  await writeSmallModel(join(home, 'shipped'), { ...smallCard, id: 'first' }, 1);
  await writeSmallModel(join(home, 'added'), { ...smallCard, id: 'second', inputSize: 96 }, 2);
  const models = await createModels({
    db,
    folders: { shipped: join(home, 'shipped'), added: join(home, 'added') },
    onChange: () => undefined,
  });
  const children: ChildProcess[] = [];
  const start = (): ChildProcess => {
    const child = startEngine(built.entry, 'resources/input-check');
    children.push(child);
    return child;
  };
  const engine = createEngineClient({ start, idleMilliseconds: 60_000, onState: () => undefined });
  onTestFinished(() => engine.close());
  const chest = await chestPicture(80, 100);
  const expected = new Map<string, number>();
  for (const id of ['first', 'second']) {
    const { folder, model } = await models.find(id);
    expected.set(model.sha256, (await engine.predict(toNetworkInput(chest, pictureFormOf(model.card)), folder)).probability);
  }
  expect(new Set(expected.values()).size).toBe(2);

  const reader = {
    networkInput: (_path: string, _file: string, form: Parameters<typeof toNetworkInput>[1]) =>
      Promise.resolve(toNetworkInput(chest, form)),
  };
  const classifier = createClassifier({ db, reader, engine, activeModel: models.active, storeFolder: home, onResult: () => undefined });
  const instanceIds = Array.from({ length: 12 }, (_, index) => index + 1);
  recordImages(
    db,
    instanceIds.map((n) => image(n)),
    1,
  );
  const before = instanceIds.map((id) => classifier.classify(id));
  const activating = models.activate('second', { despite: true });
  await before[0];
  await activating;
  const after = instanceIds.map((id) => classifier.classify(id));
  children.at(-1)?.kill('SIGKILL');
  const given = async (results: typeof before) =>
    (await Promise.all(results)).map((result) => (result.status === 'ok' ? result.modelId : result));
  expect([await given(before), await given(after)]).toEqual([instanceIds.map(() => 'first'), instanceIds.map(() => 'second')]);

  const stored = db
    .prepare<[], Stored>('SELECT instance_id AS instanceId, model_id AS modelId, model_sha256 AS sha256, probability FROM results')
    .all();
  expect(stored.filter(({ sha256, probability }) => probability !== expected.get(sha256))).toEqual([]);
  expect(stored.map(({ modelId }) => modelId).toSorted()).toEqual([...instanceIds.map(() => 'first'), ...instanceIds.map(() => 'second')]);
});
