import { fork } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { createEngineClient } from '../../src/main/engine/engine-client';
import { type EngineLibrary, watchFalseStart } from '../../src/main/engine/engine-library';
import { startEngine } from '../../src/main/engine/start-engine';
import { startTrainer } from '../../src/main/engine/start-trainer';
import { orderEstimate } from '../../src/main/engine/trainer-client';
import { failureOfPromise, temporaryFolder } from '../store/builders';
import { buildEntry } from '../support/built-entry';
import { writeSmallModel } from '../support/small-model';
import { smallOrder } from '../support/training';

// The real engine and trainer, whose loader finds a library in the place of the addon's own: sound, or no library at all.
const names = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'] as const;

let engineEntry: Awaited<ReturnType<typeof buildEntry>>;
let trainerEntry: Awaited<ReturnType<typeof buildEntry>>;
beforeAll(async () => {
  engineEntry = await buildEntry('src/main/engine/engine-process.ts');
  trainerEntry = await buildEntry('src/main/engine/trainer-process.ts');
});
afterAll(async () => {
  await engineEntry.remove();
  await trainerEntry.remove();
});

interface Watched extends EngineLibrary {
  readonly reasons: string[];
}

/** A library in a folder of its own, used until it is set aside. */
function library(write: (file: string, name: string) => void): Watched {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'lib'));
  for (const name of names) write(join(folder, 'lib', name), name);
  const reasons: string[] = [];
  return { reasons, inUse: () => (reasons.length === 0 ? folder : null), setAside: (reason) => void reasons.push(reason) };
}

const sound = (): Watched => library((file, name) => symlinkSync(resolve('node_modules/@tensorflow/tfjs-node-gpu/deps/lib', name), file));
const broken = (): Watched => library((file) => writeFileSync(file, 'no library'));

function engineWith(used: EngineLibrary) {
  const states: string[] = [];
  const pids: (number | undefined)[] = [];
  const engine = createEngineClient({
    start: () => {
      const child = startEngine(engineEntry.entry, 'resources/input-check', used);
      pids.push(child.pid);
      return child;
    },
    idleMilliseconds: 60_000,
    onState: ({ state }) => states.push(state),
  });
  onTestFinished(() => engine.close());
  return { engine, states, pids };
}

test('an engine that starts with the library keeps it', async () => {
  const used = sound();
  const { engine, states } = engineWith(used);
  await engine.warm(await writeSmallModel(temporaryFolder()));
  expect([states, used.reasons]).toEqual([['starting', 'ready'], []]);
});

test('an engine that does not start with it is started without, what waits is answered, and the reason is kept', async () => {
  const used = broken();
  const { engine, states } = engineWith(used);
  const device = await engine.warm(await writeSmallModel(temporaryFolder()));
  expect(device.tensorflowVersion).toBe('2.19.1');
  expect(states).toEqual(['starting', 'restarting', 'ready']);
  expect(used.reasons).toEqual([expect.stringMatching(/^exit code 1: /)]);
});

test('a child that is killed, or told to end, before it said a word proves nothing', async () => {
  const used = sound();
  const killed = startEngine(engineEntry.entry, 'resources/input-check', used);
  const ended = startEngine(engineEntry.entry, 'resources/input-check', used);
  // After a disconnect there is no 'close'.
  const gone = [new Promise((resolve) => killed.once('close', resolve)), new Promise((resolve) => ended.once('exit', resolve))];
  killed.kill('SIGKILL');
  ended.disconnect();
  await Promise.all(gone);
  expect(used.reasons).toEqual([]);
});

test('a trainer that does not start with it fails its run in one sentence, and the next one trains without', async () => {
  const used = broken();
  const order = smallOrder(temporaryFolder());
  const estimate = () => orderEstimate(startTrainer(trainerEntry.entry, { threads: 1, oneDnn: true }, used), order).answer;
  expect((await failureOfPromise(estimate()))?.code).toBe('engine-stopped');
  expect(used.reasons).toHaveLength(1);
  expect((await estimate()).device).toBe('CPU, 1 threads');
});

test('a first word that is an error nobody expected, as where a GPU cannot be used, ends the child and sets the library aside', async () => {
  const script = join(temporaryFolder(), 'child.cjs');
  const reply = { kind: 'failure', id: 1, failure: { code: 'unexpected', message: 'DNN library initialization failed' } };
  writeFileSync(script, `process.send(${JSON.stringify(reply)}); setInterval(() => {}, 1000);`);
  const used = sound();
  const child = fork(script, [], { execArgv: [], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  watchFalseStart(child, used);
  await new Promise((resolve) => child.once('close', resolve));
  expect([used.reasons, child.signalCode]).toEqual([['DNN library initialization failed'], 'SIGKILL']);
});
