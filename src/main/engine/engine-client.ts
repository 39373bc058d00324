import type { ChildProcess } from 'node:child_process';
import type { Failure } from '../../shared/failure';
import { ExpectedFailure } from '../../shared/failure';
import type { DeviceReport, EngineState } from '../../shared/model';
import type { NetworkInput } from '../preprocess/network-input';
import type { EngineSession } from './engine-session';
import { openSession } from './engine-session';
import type { EnginePrediction, EngineReply } from './protocol';

export interface EngineOptions {
  /** Starts a fresh child; see start-engine.ts. */
  readonly start: () => ChildProcess;
  /** With nothing to do for this long, the engine is closed and its memory given back. */
  readonly idleMilliseconds: number;
  readonly onState: (state: EngineState) => void;
  /** The engine is gone without having been asked to end, by this exit code or signal. */
  readonly onCrash?: (how: string) => void;
  /** The engine gave no answer for too long and is ended; `wasReady`: it had opened a model. */
  readonly onHang?: (wasReady: boolean) => void;
  /** An engine that gives no answer for this long is taken to hang. */
  readonly limitMilliseconds?: number;
}

export interface EngineClient {
  /**
   * Scores one picture, prepared for the model's input size, with the model in this folder, starting the engine where it is not running.
   * If the engine crashes, the request is tried once more on a fresh one. Fails as 'engine-stopped', 'time-limit' or 'model-unusable'.
   */
  predict(input: NetworkInput, modelFolder: string): Promise<EnginePrediction>;
  /** Starts the engine where it is not running, opens the model in this folder and says where it runs; fails as predict does. */
  warm(modelFolder: string): Promise<DeviceReport>;
  state(): EngineState;
  /** Lets go of the engine that runs, as its code or its library has changed; what waits is asked of a fresh one. */
  renew(): void;
  /** Ends the engine; what still waits fails as 'engine-stopped'. */
  close(): Promise<void>;
}

/** What someone waits for: a prediction for an input, or (input null) the model being open. */
interface Task {
  readonly modelFolder: string;
  readonly input: NetworkInput | null;
  readonly settle: (answer: EnginePrediction | DeviceReport) => void;
  readonly reject: (failure: Failure) => void;
  crashes: number;
}

export function createEngineClient(options: EngineOptions): EngineClient {
  const limit = options.limitMilliseconds ?? 60_000;
  const tasks = new Map<number, Task>();
  let lastId = 0;
  let session: EngineSession | null = null;
  let state: EngineState = { state: 'idle' };
  let timer: NodeJS.Timeout | undefined;

  function enter(next: EngineState): void {
    state = next;
    options.onState(next);
  }

  function send(id: number, { modelFolder, input }: Task): void {
    session?.send({ id, modelFolder, input });
  }

  function start(as: 'starting' | 'restarting'): void {
    enter({ state: as });
    session = openSession(options.start(), { onReply, onCrash });
    tasks.forEach((task, id) => send(id, task));
    watch();
  }

  /** While something waits, each answer buys the next one `limit`; with nothing waiting, the engine is closed after a while. */
  function watch(): void {
    clearTimeout(timer);
    if (session === null) return;
    if (tasks.size > 0) timer = setTimeout(onHang, limit);
    else timer = setTimeout(() => void end(), options.idleMilliseconds).unref();
  }

  function finish(id: number, how: (task: Task) => void): void {
    const task = tasks.get(id);
    tasks.delete(id);
    if (task !== undefined) how(task);
  }

  function failAll(failure: Failure): void {
    [...tasks.keys()].forEach((id) => finish(id, (task) => task.reject(failure)));
  }

  function onReply(reply: EngineReply): void {
    if (reply.kind === 'ready') enter({ state: 'ready', device: reply.device });
    else if (reply.kind === 'opened') finish(reply.id, (task) => task.settle(reply.device));
    else if (reply.kind === 'prediction') finish(reply.id, (task) => task.settle(reply.prediction));
    else onFailure(reply.id, reply.failure);
    watch();
  }

  /** An engine that could open no model so far, and is asked for no other, has nothing to run. */
  function onFailure(id: number, failure: Failure): void {
    finish(id, (task) => task.reject(failure));
    const isUseless = failure.code === 'model-unusable' && state.state !== 'ready' && tasks.size === 0;
    if (isUseless) void end({ state: 'failed', reason: failure.message });
  }

  function onCrash(how: string, lastWords: string): void {
    const reason = lastWords === '' ? how : `${how}: ${lastWords}`;
    options.onCrash?.(how);
    session = null;
    clearTimeout(timer);
    const failure: Failure = { code: 'engine-stopped', message: `The inference engine stopped twice while at this (${reason}).` };
    tasks.forEach((task, id) => {
      task.crashes += 1;
      if (task.crashes > 1) finish(id, () => task.reject(failure));
    });
    if (tasks.size > 0) start('restarting');
    else enter({ state: 'failed', reason: `The inference engine stopped (${reason}).` });
  }

  /** The oldest task is what the engine hangs on; killing the engine sends the others to a fresh one. */
  function onHang(): void {
    const [oldest] = tasks.keys();
    const message = `The inference engine gave no answer within ${limit / 1000} seconds and was ended.`;
    options.onHang?.(state.state === 'ready');
    if (oldest !== undefined) finish(oldest, (task) => task.reject({ code: 'time-limit', message }));
    session?.kill();
  }

  async function end(next: EngineState = { state: 'idle' }): Promise<void> {
    clearTimeout(timer);
    const ending = session;
    session = null;
    enter(next);
    await ending?.end();
  }

  function renew(): void {
    const outdated = session;
    if (outdated === null) return;
    session = null;
    clearTimeout(timer);
    if (tasks.size > 0) start('restarting');
    else enter({ state: 'idle' });
    void outdated.end();
  }

  function ask<Answer extends EnginePrediction | DeviceReport>(modelFolder: string, input: NetworkInput | null): Promise<Answer> {
    return new Promise<Answer>((resolve, reject) => {
      const task: Task = {
        modelFolder,
        input,
        crashes: 0,
        settle: (answer) => resolve(answer as Answer),
        reject: (failure) => reject(new ExpectedFailure(failure)),
      };
      lastId += 1;
      tasks.set(lastId, task);
      if (session === null) return start(state.state === 'failed' ? 'restarting' : 'starting');
      send(lastId, task);
      if (tasks.size === 1) watch();
    });
  }

  return {
    predict: (input, modelFolder) => ask<EnginePrediction>(modelFolder, input),
    warm: (modelFolder) => ask<DeviceReport>(modelFolder, null),
    state: () => state,
    renew,
    close() {
      failAll({ code: 'engine-stopped', message: 'The inference engine was closed before it could answer.' });
      return end();
    },
  };
}
