import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { EngineClient, EngineOptions } from '../../src/main/engine/engine-client';
import { createEngineClient } from '../../src/main/engine/engine-client';
import { readModelFolder } from '../../src/main/engine/model-folder';
import { startEngine } from '../../src/main/engine/start-engine';
import { pictureFormOf, toNetworkInput } from '../../src/main/preprocess/network-input';
import { buildEntry } from '../support/built-entry';
import { chestPicture } from '../support/chest-picture';
import { smallCard, writeSmallModel } from '../support/small-model';

// The real child process with real TensorFlow, on a small network with random weights.

let built: Awaited<ReturnType<typeof buildEntry>>;
let folder: string;
let modelFolder: string;
const clients: EngineClient[] = [];

beforeAll(async () => {
  built = await buildEntry('src/main/engine/engine-process.ts');
  folder = await mkdtemp(join(tmpdir(), 'pneumoscope-engine-'));
  modelFolder = await writeSmallModel(folder);
});
afterEach(async () => void (await Promise.all(clients.splice(0).map((client) => client.close()))));
afterAll(async () => {
  await built.remove();
  await rm(folder, { recursive: true });
});

/** A client that records its states and the children it started. */
function client(options: Partial<EngineOptions> = {}) {
  const states: string[] = [];
  const children: ChildProcess[] = [];
  const start = () => {
    const child = startEngine(built.entry, 'resources/input-check');
    children.push(child);
    return child;
  };
  const onState = (state: { state: string }) => states.push(state.state);
  const engine = createEngineClient({ start, idleMilliseconds: 60_000, onState, ...options });
  clients.push(engine);
  return { engine, states, children };
}

const picture = toNetworkInput(await chestPicture(80, 100), pictureFormOf(smallCard));
const gone = (child: ChildProcess | undefined) => child?.exitCode !== null || child.signalCode !== null;
const until = (condition: () => boolean) => expect.poll(condition, { timeout: 20_000 }).toBe(true);

test('answers requests in any number on one child, which a first request starts', async () => {
  const { engine, states, children } = client();
  const answers = await Promise.all(Array.from({ length: 5 }, () => engine.predict(picture, modelFolder)));
  const [first] = answers;
  expect(answers.map(({ milliseconds: _, ...answer }) => answer)).toEqual(
    Array.from({ length: 5 }, () => expect.objectContaining({ probability: first?.probability })),
  );
  expect(first).toEqual({
    probability: expect.any(Number),
    spread: null,
    corrections: [],
    heatmap: { width: 4, height: 4, values: expect.any(Float32Array), region: { x: -10, y: 0, width: 100, height: 100 } },
    boxes: expect.any(Array),
    modelSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    milliseconds: expect.any(Number),
  });
  expect({ states, started: children.length }).toEqual({ states: ['starting', 'ready'], started: 1 });
});

test('an engine whose code has changed is let go of, with what waits asked of a fresh one', async () => {
  const { engine, states, children } = client();
  await engine.warm(modelFolder);
  const answer = engine.predict(picture, modelFolder);
  engine.renew();
  expect((await answer).probability).toEqual(expect.any(Number));
  await until(() => gone(children[0]));
  engine.renew();
  await until(() => gone(children[1]));
  expect({ states, started: children.length }).toEqual({
    states: ['starting', 'ready', 'restarting', 'ready', 'idle'],
    started: 2,
  });
});

test('says where the network runs', async () => {
  const { engine } = client();
  const device = await engine.warm(modelFolder);
  expect(device).toEqual({
    kind: expect.stringMatching(/cpu|gpu/),
    name: expect.any(String),
    tensorflowVersion: expect.any(String),
    bindingVersion: '4.22.0',
  });
  expect(engine.state()).toEqual({ state: 'ready', device });
});

test('a child killed during a prediction is replaced and the prediction is made again', async () => {
  const { engine, states, children } = client();
  await engine.warm(modelFolder);
  const answers = Promise.all([engine.predict(picture, modelFolder), engine.predict(picture, modelFolder)]);
  children[0]?.kill('SIGKILL');
  const [first, second] = await answers;
  expect(first.probability).toBe(second.probability);
  expect({ states, started: children.length }).toEqual({ states: ['starting', 'ready', 'restarting', 'ready'], started: 2 });
});

test('a request whose engine is killed twice fails, and the next one gets a fresh engine', async () => {
  const { engine, states, children } = client();
  const answer = engine.predict(picture, modelFolder).catch((error: unknown) => error);
  children[0]?.kill('SIGKILL');
  await until(() => children.length === 2);
  children[1]?.kill('SIGKILL');
  expect(await answer).toMatchObject({
    failure: { code: 'engine-stopped', message: 'The inference engine stopped twice while at this (signal SIGKILL).' },
  });
  expect(states).toEqual(['starting', 'restarting', 'failed']);
  expect((await engine.predict(picture, modelFolder)).probability).toBeGreaterThan(0);
});

test('an idle engine ends, and a later request starts another', async () => {
  const { engine, states, children } = client({ idleMilliseconds: 100 });
  await engine.predict(picture, modelFolder);
  await until(() => engine.state().state === 'idle' && gone(children[0]));
  await engine.predict(picture, modelFolder);
  expect({ states: states.slice(0, 5), exit: children[0]?.exitCode }).toEqual({
    states: ['starting', 'ready', 'idle', 'starting', 'ready'],
    exit: 0,
  });
});

test('an engine that hangs is ended and its request fails; the ones behind it are answered by a fresh one', async () => {
  const hangs: boolean[] = [];
  const { engine, children } = client({ limitMilliseconds: 8_000, onHang: (wasReady) => hangs.push(wasReady) });
  await engine.warm(modelFolder);
  children[0]?.kill('SIGSTOP');
  const hung = engine.predict(picture, modelFolder).catch((error: unknown) => error);
  const behind = engine.predict(picture, modelFolder);
  expect(await hung).toMatchObject({ failure: { code: 'time-limit' } });
  expect((await behind).probability).toBeGreaterThan(0);
  expect(hangs).toEqual([true]);
});

test('closing ends the child cleanly and fails what waits', async () => {
  const { engine, children } = client();
  await engine.warm(modelFolder);
  const waiting = engine.predict(picture, modelFolder).catch((error: unknown) => error);
  await engine.close();
  expect(await waiting).toMatchObject({ failure: { code: 'engine-stopped' } });
  expect({ exit: children[0]?.exitCode, state: engine.state() }).toEqual({ exit: 0, state: { state: 'idle' } });
});

test('the child ends by itself when its parent is gone', async () => {
  const child = startEngine(built.entry, 'resources/input-check');
  child.disconnect();
  await until(() => gone(child));
  expect(child.exitCode).toBe(0);
});

test('answers each request with the model that it names, whatever the others ask for', async () => {
  const { engine, children } = client();
  // Four models, more than the engine keeps open: each is the same network with other weights.
  const folders = await Promise.all([1, 2, 3, 4].map((seed) => writeSmallModel(join(folder, `seed-${seed}`), smallCard, seed)));
  const hashes = await Promise.all(folders.map(async (one) => (await readModelFolder(one)).sha256));
  const asked = Array.from({ length: 24 }, (_, index) => (index * 7 + Math.floor(index / 5)) % 4);
  const answers = await Promise.all(asked.map((one) => engine.predict(picture, folders[one] ?? '')));
  expect(answers.map(({ modelSha256 }) => modelSha256)).toEqual(asked.map((one) => hashes[one]));
  expect({ models: new Set(hashes).size, scores: new Set(answers.map(({ probability }) => probability)).size }).toEqual({
    models: 4,
    scores: 4,
  });
  expect(children.length).toBe(1);
});

test('a model that cannot be opened fails its own requests only', async () => {
  const { engine } = client();
  const device = await engine.warm(modelFolder);
  const missing = engine.predict(picture, join(folder, 'none-such')).catch((error: unknown) => error);
  const behind = engine.predict(picture, modelFolder);
  expect(await missing).toMatchObject({ failure: { code: 'model-unusable' } });
  expect((await behind).probability).toBeGreaterThan(0);
  expect(engine.state()).toEqual({ state: 'ready', device });
});

const damages: readonly [string, (folder: string) => Promise<void>, RegExp][] = [
  ['weights missing', (model) => rm(join(model, 'weights.bin')), /weights\.bin is missing/],
  [
    'weights cut short',
    (model) => truncate(join(model, 'weights.bin'), 1_000),
    /weights\.bin has 1000 bytes where its model\.json asks for \d+/,
  ],
  ['model.json cut short', (model) => truncate(join(model, 'model.json'), 500), /model\.json is damaged/],
  ['card of another shape', (model) => writeFile(join(model, 'model-card.json'), '{"id":"small"}'), /model-card\.json is damaged/],
  [
    'other preprocessing',
    (model) => writeFile(join(model, 'model-card.json'), JSON.stringify({ ...smallCard, preprocessingVersion: 'another' })),
    /pictures prepared by another/,
  ],
];
test.each(damages)('a model folder with %s fails with the reason', async (_, damage, reason) => {
  const damaged = await writeSmallModel(await mkdtemp(join(folder, 'damaged-')));
  await damage(damaged);
  const { engine } = client();
  const failure = await engine.predict(picture, damaged).catch((error: unknown) => error);
  expect(failure).toMatchObject({ failure: { code: 'model-unusable', message: expect.stringMatching(reason) } });
  expect(engine.state()).toEqual({ state: 'failed', reason: expect.stringMatching(reason) });
});
