import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { processIdentity, withLock } from '../../scripts/setup/lock.mjs';

const lockFile = (): string => join(mkdtempSync(join(tmpdir(), 'pneumoscope-lock-')), 'set-up.lock');

test('two holders take turns, and the second hears whom it waits for', async () => {
  const file = lockFile();
  const events: string[] = [];
  const first = withLock(file, async () => {
    events.push('first in');
    await delay(300);
    events.push('first out');
  });
  const second = withLock(
    file,
    async () => events.push('second in'),
    (pid: number) => events.push(`waits for ${pid === process.pid ? 'us' : pid}`),
  );
  await Promise.all([first, second]);
  expect({ events, left: existsSync(file) }).toEqual({ events: ['first in', 'waits for us', 'first out', 'second in'], left: false });
});

test('a failure gives the lock back', async () => {
  const file = lockFile();
  await expect(withLock(file, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(existsSync(file)).toBe(false);
});

test('a killed holder loses the lock, even to many waiters, one at a time', async () => {
  const file = lockFile();
  writeFileSync(file, JSON.stringify({ host: hostname(), processes: ['999999999:1'] }));
  let inside = 0;
  let most = 0;
  const wait = () =>
    withLock(file, async () => {
      most = Math.max(most, ++inside);
      await delay(5);
      inside--;
    });
  await Promise.all(Array.from({ length: 8 }, wait));
  expect(most).toBe(1);
});

test('a killed holder keeps the lock while a program that it started still runs', async () => {
  const file = lockFile();
  const orphan = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)'], { stdio: 'ignore' });
  const identity = processIdentity(orphan.pid);
  writeFileSync(file, JSON.stringify({ host: hostname(), processes: ['999999999:1', identity] }));
  const waited: number[] = [];
  const turn = withLock(
    file,
    async () => orphan.signalCode,
    (pid: number) => {
      waited.push(pid);
      setTimeout(() => orphan.kill('SIGKILL'), 300);
    },
  );
  expect({ endedBefore: await turn, waited }).toEqual({ endedBefore: 'SIGKILL', waited: [orphan.pid] });
});

test('a process number that another process got since is not the holder', async () => {
  const file = lockFile();
  writeFileSync(file, JSON.stringify({ host: hostname(), processes: [`${process.pid}:1`] }));
  await expect(withLock(file, async () => 'in')).resolves.toBe('in');
});

test('a holder on another machine is believed while its heart beats', async () => {
  const file = lockFile();
  writeFileSync(file, JSON.stringify({ host: `not-${hostname()}`, processes: ['1:1'] }));
  const early = withLock(file, async () => 'in');
  await expect(Promise.race([early, delay(500).then(() => 'waiting')])).resolves.toBe('waiting');
  const longAgo = new Date(Date.now() - 120_000);
  utimesSync(file, longAgo, longAgo);
  await expect(early).resolves.toBe('in');
});
