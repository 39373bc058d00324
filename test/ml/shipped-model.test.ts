import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { decodePixels } from '../../src/main/dicom/decode-pixels';
import { toGreyImage } from '../../src/main/dicom/grey-levels';
import type { EngineClient } from '../../src/main/engine/engine-client';
import { createEngineClient } from '../../src/main/engine/engine-client';
import { startEngine } from '../../src/main/engine/start-engine';
import { pictureFormOf, toNetworkInput } from '../../src/main/preprocess/network-input';
import { listSamples } from '../../src/main/services/samples';
import { openShippedModel } from '../../src/main/services/model-folders';
import { buildEntry } from '../support/built-entry';

const models = resolve('resources', 'models');
let built: Awaited<ReturnType<typeof buildEntry>>;
let engine: EngineClient;

beforeAll(async () => {
  built = await buildEntry('src/main/engine/engine-process.ts');
  engine = createEngineClient({
    start: () => startEngine(built.entry, 'resources/input-check'),
    idleMilliseconds: 60_000,
    onState: () => undefined,
  });
});
afterAll(async () => {
  await engine.close();
  await built.remove();
});

test('one model ships, and its card fits this version of the application', async () => {
  expect(readdirSync(models)).toEqual(['fourth-1']);
  const { model } = await openShippedModel({ shipped: models });
  expect({ id: model.card.id, preprocessing: model.card.preprocessingVersion, sha256: model.sha256 }).toEqual({
    id: 'fourth-1',
    preprocessing: 'square-area-equalised-1',
    sha256: '631ea0d18b221061e22df83a075096b7a2a2da5e96ec3372891e4182455217fb',
  });
});

const samples = listSamples(resolve('resources', 'samples')).map(({ file }) => file);

// The bundled samples, from the file's bytes to the score, through the real engine.
test.each(samples)('%s scores what its card recorded when the model was made', async (name) => {
  const file = resolve('resources', 'samples', name);
  const image = toGreyImage(await decodePixels(await readFile(file), name));
  const { folder, model } = await openShippedModel({ shipped: models });
  const probability = model.card.recordedScores.find(({ sample }) => sample === name)?.probability ?? NaN;
  const prediction = await engine.predict(toNetworkInput(image, pictureFormOf(model.card)), folder);
  expect(prediction).toMatchObject({
    probability: expect.closeTo(probability, 4),
    modelSha256: model.sha256,
    heatmap: { width: 14, height: 14, region: { x: 0, y: 0, width: image.width, height: image.height } },
  });
  expect(prediction.boxes.length).toBeGreaterThan(0);
});
