import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { processIdentity, withLock } from '../../scripts/setup/lock.mjs';
import { testWhere } from '../support/test-where';

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
  writeFileSync(file, JSON.stringify({ host: hostname(), process: '999999999:1', started: [] }));
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

testWhere(process.platform === 'linux', 'Linux')('what a killed holder left running is stopped when the lock is taken over', async () => {
  const file = lockFile();
  const orphan = spawn('sh', ['-c', 'sleep 60 & wait'], { stdio: 'ignore', detached: true });
  const ended = new Promise((resolve) => orphan.on('exit', (_code, signal) => resolve(signal)));
  const holder = { host: hostname(), process: '999999999:1', started: ['999999998:1', processIdentity(Number(orphan.pid))] };
  writeFileSync(file, JSON.stringify(holder));
  await expect(withLock(file, () => ended)).resolves.toBe('SIGKILL');
});

test('the lock names the programs that were started under it', async () => {
  const file = lockFile();
  const written = await withLock(file, async (lock) => {
    lock.started(process.pid);
    return JSON.parse(readFileSync(file, 'utf8')) as unknown;
  });
  const us = processIdentity(process.pid);
  expect(written).toEqual({ host: hostname(), process: us, started: [us] });
});

test('a process number that another process got since is not the holder', async () => {
  const file = lockFile();
  writeFileSync(file, JSON.stringify({ host: hostname(), process: `${process.pid}:1`, started: [] }));
  await expect(withLock(file, async () => 'in')).resolves.toBe('in');
});

test('a holder on another machine is believed while its heart beats', async () => {
  const file = lockFile();
  writeFileSync(file, JSON.stringify({ host: `not-${hostname()}`, process: '1:1', started: [] }));
  const early = withLock(file, async () => 'in');
  await expect(Promise.race([early, delay(500).then(() => 'waiting')])).resolves.toBe('waiting');
  const longAgo = new Date(Date.now() - 120_000);
  utimesSync(file, longAgo, longAgo);
  await expect(early).resolves.toBe('in');
});
