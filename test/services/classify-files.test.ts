import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { createEngineClient } from '../../src/main/engine/engine-client';
import { startEngine } from '../../src/main/engine/start-engine';
import { createImageWorkers } from '../../src/main/image-workers/image-workers';
import { type ClassifiedFile, classifyFiles, type FileClassifierParts } from '../../src/main/services/classify-files';
import { createClassifier } from '../../src/main/services/classify-images';
import type { Predictor } from '../../src/main/services/score-image';
import { createModels } from '../../src/main/services/models';
import { buildEntry } from '../support/built-entry';
import { samplePath } from '../support/sample-files';
import { smallCard, writeModelOfPasses, writeSmallModel } from '../support/small-model';
import { emptyHistory, temporaryFolder } from '../store/builders';

let engineEntry: Awaited<ReturnType<typeof buildEntry>>;
let workerEntry: Awaited<ReturnType<typeof buildEntry>>;
beforeAll(async () => {
  engineEntry = await buildEntry('src/main/engine/engine-process.ts');
  workerEntry = await buildEntry('src/main/image-workers/image-worker.ts');
});
afterAll(() => {
  engineEntry.remove();
  workerEntry.remove();
});

/** Classifies one bundled sample with the model that `write` makes, through the history or without a trace, in every combination. */
async function linesWith(write: typeof writeSmallModel, through: (engine: Predictor) => Predictor = (engine) => engine) {
  const [db, home] = [emptyHistory(), temporaryFolder()];
  await write(join(home, 'shipped'), { ...smallCard, id: 'tried' });
  const models = await createModels({
    db,
    folders: { shipped: join(home, 'shipped'), added: join(home, 'added') },
    onChange: () => undefined,
  });
  const client = createEngineClient({
    start: () => startEngine(engineEntry.entry, 'resources/input-check'),
    idleMilliseconds: 60_000,
    onState: () => undefined,
  });
  const workers = createImageWorkers({ workerFile: workerEntry.entry, count: 1 });
  onTestFinished(() => client.close());
  onTestFinished(() => workers.close());
  const engine = { ...through(client), state: client.state };
  const storeFolder = join(home, 'images');
  const activeModel = models.active;
  const classifier = createClassifier({ db, reader: workers, engine, activeModel, storeFolder, onResult: () => undefined });
  const parts: FileClassifierParts = { db, workers, engine, classifier, activeModel, storeFolder };
  const line = async (place: string | null): Promise<ClassifiedFile | undefined> => {
    const { value } = await classifyFiles({ ...parts, storeFolder: place }, [samplePath(0)]).next();
    return value as ClassifiedFile | undefined;
  };
  const stripped = async (place: string | null) => ({ ...(await line(place)), milliseconds: 0 });
  return [await stripped(storeFolder), await stripped(storeFolder), await stripped(null)] as const;
}

test('the spread of a model’s passes is in a line, the same when it is fresh, read from the history, and without a trace', async () => {
  const [fresh, again, traceless] = await linesWith(writeModelOfPasses);
  expect([again, traceless]).toEqual([fresh, fresh]);
  const { probability, probabilityLow: low, probabilityHigh: high } = fresh as ClassifiedFile & { status: 'ok' };
  expect(low).toBeLessThan(probability);
  expect(high).toBeGreaterThan(probability);
  expect(fresh).not.toHaveProperty('corrections');
});

test('what was put right is in a line too, and a model of one pass has no spread', async () => {
  const correcting = (engine: Predictor): Predictor => ({
    predict: async (input, folder) => ({ ...(await engine.predict(input, folder)), corrections: ['inverted', 'rotated-90'] }),
  });
  const [fresh, again, traceless] = await linesWith(writeSmallModel, correcting);
  expect([again, traceless]).toEqual([fresh, fresh]);
  expect(fresh).toMatchObject({ status: 'ok', corrections: ['inverted', 'rotated-90'] });
  expect(fresh).not.toHaveProperty('probabilityLow');
  expect(fresh).not.toHaveProperty('probabilityHigh');
});
