import { readFile, writeFile } from 'node:fs/promises';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { encodeCard, readModelBytes, writeModelBytes } from '../../src/main/engine/model-folder';
import { tf } from '../../src/main/ml/tensorflow';
import { createModels, type Models } from '../../src/main/services/models';
import { readAuditTrail } from '../../src/main/store/audit-trail';
import type { Database } from '../../src/main/store/database';
import type { ModelCard } from '../../src/shared/model';
import { smallCard, writeSmallModel } from '../support/small-model';
import { emptyHistory, failureOfPromise, temporaryFolder } from '../store/builders';

// A machine that exports, and one that imports: each with its own history.

const second: ModelCard = { ...smallCard, id: 'second' };
let from: Models;
let to: Models;
let target: string;
let targetHistory: Database;
let file: string;

beforeEach(async () => {
  const source = temporaryFolder();
  target = temporaryFolder();
  for (const home of [source, target]) await writeSmallModel(join(home, 'shipped'), { ...smallCard, id: 'first' });
  await writeSmallModel(join(source, 'added'), second, 2);
  from = await open(emptyHistory(), source);
  targetHistory = emptyHistory();
  to = await open(targetHistory, target);
  file = await from.export('second', join(source, 'second.pneumoscope-model'), 'package');
});

function open(db: Database, home: string): Promise<Models> {
  const folders = { shipped: join(home, 'shipped'), added: join(home, 'added') };
  return createModels({ db, folders, onChange: () => undefined });
}

const imported = (): readonly string[] => (existsSync(join(target, 'added')) ? readdirSync(join(target, 'added')) : []);

test('an exported model is imported as it was, byte for byte, once', async () => {
  const original = await from.find('second');
  const summary = await to.import(file);
  const expected = {
    id: 'second',
    origin: 'imported',
    run: null,
    active: false,
    sha256: original.model.sha256,
    card: second,
    operatingPoint: null,
  };
  expect(summary).toMatchObject(expected);
  expect(await readModelBytes((await to.find('second')).folder)).toEqual(await readModelBytes(original.folder));
  expect(await to.import(file)).toEqual(summary);
  const told = readAuditTrail(targetHistory).entries.map(({ action, detail }) => [action, detail.modelId, detail.file]);
  expect({ folders: imported(), told }).toEqual({
    folders: ['second'],
    told: [['model-imported', 'second', 'second.pneumoscope-model']],
  });
});

test('another model of the same name gets a number, and the same network with another card is refused', async () => {
  await writeSmallModel(join(target, 'added'), second, 3);
  await to.find('second');
  const summary = await to.import(file);
  expect([summary.id, summary.card, imported().toSorted()]).toEqual(['second-2', { ...second, id: 'second-2' }, ['second', 'second-2']]);
  const original = await readModelBytes((await from.find('second')).folder);
  await writeModelBytes(join(target, 'other', 'added', 'second'), { ...original, card: encodeCard({ ...second, threshold: 0.7 }) });
  await writeSmallModel(join(target, 'other', 'shipped'), { ...smallCard, id: 'first' });
  const other = await open(emptyHistory(), join(target, 'other'));
  await other.find('second');
  expect(await failureOfPromise(other.import(file))).toMatchObject({ code: 'model-unusable', message: expect.stringContaining(file) });
});

test('a file with any byte changed, or cut short, is refused and leaves nothing', async () => {
  const sound = await readFile(file);
  // In the first line, the lengths, model.json, the weights, the card and the checksum.
  const places = [3, 24, 200, Math.floor(sound.length / 2), sound.length - 100, sound.length - 1];
  const damaged = places.map((place) => sound.map((byte, index) => (index === place ? byte ^ 1 : byte)));
  const cut = [0, 10, 21, 40, sound.length - 1].map((length) => sound.subarray(0, length));
  for (const content of [...damaged, ...cut, Buffer.concat([sound, Buffer.from('x')]), Buffer.from('Dear colleague')]) {
    await writeFile(file, content);
    expect(await failureOfPromise(to.import(file))).toEqual({
      code: 'model-unusable',
      message: expect.stringMatching(/is damaged: |is not a model that this Pneumoscope exported/),
      file,
    });
  }
  expect({ listed: to.list().map(({ id }) => id), folders: imported() }).toEqual({ listed: ['first'], folders: [] });
});

test('a model exported for TensorFlow.js is loaded by it and gives the same', async () => {
  const folder = await from.export('second', join(target, 'layers'), 'layers-model');
  const picture = tf.linspace(0, 1, 64 * 64).reshape([1, 64, 64, 1]);
  const outputs = async (path: string) => {
    const network = await tf.loadLayersModel(`file://${join(path, 'model.json')}`);
    return [network.predict(picture)].flat().map((output) => output.dataSync());
  };
  expect(await outputs(folder)).toEqual(await outputs((await from.find('second')).folder));
});

test('an export into a folder that holds something is refused, and what it holds stays', async () => {
  const folder = join(target, 'documents');
  mkdirSync(folder);
  await writeFile(join(folder, 'thesis.txt'), 'years of work');
  expect(await failureOfPromise(from.export('second', folder, 'layers-model'))).toMatchObject({ code: 'invalid-request', file: folder });
  expect(readdirSync(folder)).toEqual(['thesis.txt']);
});
