import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const HEARTBEAT_MILLISECONDS = 5_000;
/** A holder on another machine (shared home folder) is judged by its heartbeat; one on this machine by its process. */
const SILENT_MILLISECONDS = 60_000;
const UNREADABLE_MILLISECONDS = 5_000;
const RETRY_MILLISECONDS = 200;

/** @typedef {{ started(pid: number): void }} Lock tells the lock of a program that was started under it */

/**
 * Runs `work` while no other set-up holds the same lock file; waits its turn. A lock whose holder was killed is taken over, and what
 * that one had started and left running (npm, a compiler) is stopped.
 * @template T
 * @param {string} path
 * @param {(lock: Lock) => Promise<T>} work
 * @param {(holderPid: number) => void} onWait called once, when there is something to wait for
 * @returns {Promise<T>}
 */
export async function withLock(path, work, onWait = () => {}) {
  mkdirSync(dirname(path), { recursive: true });
  const mine = { host: hostname(), process: processIdentity(process.pid), started: [] };
  for (let waited = false; !create(path, mine);) {
    const holder = readHolder(path);
    if (holder && isAbandoned(path, holder)) {
      breakLock(path);
      continue;
    }
    if (holder && !waited) onWait(pidOf(holder.process));
    waited ||= holder !== undefined;
    await sleep(RETRY_MILLISECONDS);
  }
  const heartbeat = setInterval(() => touch(path), HEARTBEAT_MILLISECONDS).unref();
  try {
    return await work({
      started(pid) {
        mine.started.push(processIdentity(pid));
        writeFileSync(`${path}.new`, JSON.stringify(mine));
        renameSync(`${path}.new`, path);
      },
    });
  } finally {
    clearInterval(heartbeat);
    rmSync(path, { force: true });
  }
}

function create(path, holder) {
  try {
    writeFileSync(path, JSON.stringify(holder), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

/** The lock's content; undefined once it is gone; 'unreadable' while it is half written. */
function readHolder(path) {
  try {
    const text = readFileSync(path, 'utf8');
    try {
      return JSON.parse(text);
    } catch {
      return 'unreadable';
    }
  } catch {
    return undefined;
  }
}

const pidOf = (identity) => Number(String(identity).split(':')[0]);

function isAbandoned(path, holder) {
  const written = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
  if (written === undefined) return false;
  if (holder === 'unreadable') return Date.now() - written > UNREADABLE_MILLISECONDS;
  if (holder.host !== hostname()) return Date.now() - written > SILENT_MILLISECONDS;
  return !isRunning(holder.process);
}

/** Removes an abandoned lock. Only one waiter at a time may judge and remove, or the second would remove the first one's new lock. */
function breakLock(path) {
  const breaking = `${path}.breaking`;
  if (!create(breaking, {})) {
    const since = statSync(breaking, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - since > UNREADABLE_MILLISECONDS) rmSync(breaking, { force: true });
    return;
  }
  try {
    const holder = readHolder(path);
    if (holder && isAbandoned(path, holder)) {
      if (holder.host === hostname()) holder.started.forEach(stop);
      rmSync(path, { force: true });
    }
  } finally {
    rmSync(breaking, { force: true });
  }
}

const isRunning = (identity) => processIdentity(pidOf(identity)) === identity;

/** Ends a program with all that it started in turn: each leads a process group (run-tool.mjs). Only where it is surely the same one. */
function stop(identity) {
  if (identity && hasStartTime(identity) && isRunning(identity)) process.kill(-pidOf(identity), 'SIGKILL');
}

const hasStartTime = (identity) => !identity.endsWith(':');

function touch(path) {
  try {
    utimesSync(path, new Date(), new Date());
  } catch {
    // Someone removed the lock file by hand; the work goes on.
  }
}

/** "pid:start" of a running process, so that a reused process number is not taken for the holder; undefined when it doesn't run. */
export function processIdentity(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code !== 'EPERM') return undefined;
  }
  try {
    const afterName = readFileSync(`/proc/${pid}/stat`, 'latin1')
      .replace(/^.*\) /s, '')
      .split(' ');
    const [state, startTicks] = [afterName[0], afterName[19]];
    return state === 'Z' ? undefined : `${pid}:${startTicks}`;
  } catch {
    return `${pid}:`;
  }
}
