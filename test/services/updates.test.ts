import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Policy, UpdateSource } from '../../src/main/services/policy';
import { createUpdates, type Updater, type Updates } from '../../src/main/services/updates';
import { ExpectedFailure, fail } from '../../src/shared/failure';
import type { UpdateState } from '../../src/shared/updates';
import { failureOf, failureOfPromise } from '../store/builders';

// When what is asked of an updater; that the real one does it is shown by updates.spec.ts on a real feed.
const source: UpdateSource = { source: 'https://mirror.example', key: '', checks: 'automatic' };
const dayMilliseconds = 24 * 60 * 60_000;

interface Watched {
  readonly updates: Updates;
  readonly states: UpdateState[];
  readonly asked: string[];
  setTraining(on: boolean): void;
  finishDownload(): void;
}

function watched(changes: Partial<UpdateSource> = {}, updater: Partial<Updater> = {}): Watched {
  const states: UpdateState[] = [];
  const asked: string[] = [];
  let training = false;
  let finish: () => void = () => undefined;
  let stop: (reason: unknown) => void = () => undefined;
  const policy: Policy = {
    file: '/etc/pneumoscope/policy.json',
    state: 'read',
    updates: { ...source, ...changes },
    cuda: null,
    network: { blocked: false, proxy: 'system', proxyBypass: '' },
  };
  const whole: Updater = {
    canUpdate: true,
    check: async () => (asked.push('check'), '2.0.0'),
    download: () =>
      new Promise<void>((resolve, reject) => {
        asked.push('download');
        [finish, stop] = [resolve, reject];
      }),
    cancel: () => {
      asked.push('cancel');
      stop(new ExpectedFailure({ code: 'cancelled', message: 'The download was stopped.' }));
    },
    install: () => void asked.push('install'),
    ...updater,
  };
  const updates = createUpdates({
    policy,
    openUpdater: async () => whole,
    isTraining: () => training,
    closeDown: async () => void asked.push('close down'),
    onChange: ({ update }) => void (JSON.stringify(states.at(-1)) === JSON.stringify(update) || states.push(update)),
  });
  return { updates, states, asked, setTraining: (on) => (training = on), finishDownload: () => finish() };
}

const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);
beforeEach(() => void vi.useFakeTimers({ now: 1_000 }));
afterEach(() => void vi.useRealTimers());

test('found, fetched, and installed only on request and after everything is closed', async () => {
  const { updates, states, asked, finishDownload } = watched();
  expect((await failureOfPromise(updates.install()))?.code).toBe('invalid-request');
  updates.check();
  await settle();
  updates.check(); // asked once more meanwhile: nothing begins twice
  finishDownload();
  await settle();
  expect(states.map(({ state }) => state)).toEqual(['checking', 'downloading', 'ready']);
  expect(asked).toEqual(['check', 'download']);
  await updates.install();
  expect(asked).toEqual(['check', 'download', 'close down', 'install']);
});

test('a run that begins while an update is fetched comes first', async () => {
  const { updates, states, asked, setTraining, finishDownload } = watched();
  updates.check();
  await settle();
  setTraining(true);
  updates.trainingChanged();
  await settle();
  expect([asked, states.at(-1)]).toEqual([['check', 'download', 'cancel'], { state: 'idle', checkedAtMs: null }]);
  expect(failureOf(() => updates.check())?.code).toBe('run-busy');
  setTraining(false);
  updates.check();
  await settle();
  finishDownload();
  await settle();
  setTraining(true);
  expect((await failureOfPromise(updates.install()))?.code).toBe('run-busy');
  expect(asked).not.toContain('close down');
});

test('it looks by itself once a day where the policy wants it, and not while a run goes on', async () => {
  const { updates, asked, setTraining } = watched({}, { check: async () => (asked.push('check'), null) });
  const stop = updates.checkRegularly();
  await settle();
  expect(asked).toEqual(['check']);
  setTraining(true);
  await vi.advanceTimersByTimeAsync(dayMilliseconds);
  expect(asked).toEqual(['check']);
  setTraining(false);
  await vi.advanceTimersByTimeAsync(dayMilliseconds);
  expect(asked).toEqual(['check', 'check']);
  expect(updates.status().update).toEqual({ state: 'idle', checkedAtMs: 1_000 + 2 * dayMilliseconds });
  stop();
  await vi.advanceTimersByTimeAsync(dayMilliseconds);
  expect(asked).toHaveLength(2);

  const byHand = watched({ checks: 'by-hand' });
  byHand.updates.checkRegularly();
  await vi.advanceTimersByTimeAsync(2 * dayMilliseconds);
  expect(byHand.asked).toEqual([]);
});

test('a failure is said and may be tried again; a copy that no package installed is never asked again', async () => {
  let reachable = false;
  const unreachable = { code: 'update-unreachable', message: 'It does not answer.' } as const;
  const failing = watched({}, { check: async () => (reachable ? null : fail(unreachable.code, unreachable.message)) });
  failing.updates.check();
  await settle();
  expect(failing.states.at(-1)).toEqual({ state: 'failed', failure: unreachable });
  reachable = true;
  failing.updates.check();
  await settle();
  expect(failing.states.at(-1)).toEqual({ state: 'idle', checkedAtMs: 1_000 });

  const loose = watched({}, { canUpdate: false });
  loose.updates.check();
  await settle();
  expect(loose.states.at(-1)).toEqual({ state: 'off', why: 'package' });
  expect(failureOf(() => loose.updates.check())?.code).toBe('update-forbidden');
});
