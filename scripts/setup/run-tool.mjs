import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, join } from 'node:path';
import { SetupFailure } from './failure.mjs';

const FIRST_LINES = 10;
const LAST_LINES = 20;

/** Where a command lies on PATH, or undefined. */
export function findCommand(name, path = process.env.PATH ?? '') {
  const endings = process.platform === 'win32' ? ['.exe', '.cmd', ''] : [''];
  for (const folder of path.split(delimiter)) {
    for (const ending of endings) {
      const candidate = join(folder, name + ending);
      if (folder && existsSync(candidate)) return candidate;
    }
  }
  return undefined;
}

/** The npm that started this script, or the one on PATH, as a command with its first arguments. */
export function npmCommand() {
  const script = process.env.npm_execpath;
  return script?.endsWith('.js') && existsSync(script) ? [process.execPath, script] : [findCommand('npm') ?? 'npm'];
}

/** The first Python that answers, as a command; undefined where there is none. */
export function pythonCommand() {
  return ['python3', 'python'].find((name) => findCommand(name) && spawnSync(name, ['--version']).status === 0);
}

/** A short question to a program: its standard output, or undefined where it is absent or fails. */
export function ask(command, args, options = {}) {
  const answer = spawnSync(command, args, { encoding: 'utf8', timeout: 20_000, stdio: ['ignore', 'pipe', 'ignore'], ...options });
  return answer.status === 0 ? answer.stdout.trim() : undefined;
}

/**
 * Runs a program to its end and answers its standard output.
 * @param {string[]} command the program and its arguments
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, report?: { tick(): void }, lock?: import('./lock.mjs').Lock }} options
 *   lock: a long run that can be stopped at any moment. It ends with this process, or at the latest when someone takes the lock over.
 * @throws {SetupFailure} with the first and last lines of what it printed, when it can't be started or fails
 */
export function runTool([program, ...args], { cwd, env, report, lock } = {}) {
  return new Promise((resolve, reject) => {
    const leadsGroup = lock !== undefined && process.platform !== 'win32';
    const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'], detached: leadsGroup });
    if (child.pid) lock?.started(child.pid);
    const release = leadsGroup && child.pid ? endTogether(child.pid) : () => {};
    const timer = setInterval(() => report?.tick(), 200);
    const settle = () => (clearInterval(timer), release());
    let output = '';
    let everything = '';
    child.stdout.on('data', (data) => ((output += data), (everything += data)));
    child.stderr.on('data', (data) => (everything += data));
    child.on('error', (error) => (settle(), reject(new SetupFailure(`${program} could not be started: ${error.message}`))));
    child.on('close', (code, signal) => {
      settle();
      if (code === 0) return resolve(output);
      reject(new SetupFailure(`${endsOf(everything)}\n\n"${[program, ...args].join(' ')}" ended with ${signal ?? `exit code ${code}`}.`));
    });
  });
}

/** A program that leads its own group gets no Ctrl-C from the terminal: passes on what ends this process, and ends it. */
function endTogether(groupPid) {
  const listeners = ['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => {
    const onSignal = () => {
      process.kill(-groupPid, 'SIGKILL');
      process.exit(128 + constants.signals[signal]);
    };
    process.on(signal, onSignal);
    return () => process.off(signal, onSignal);
  });
  return () => listeners.forEach((remove) => remove());
}

/** Programs say the reason either first (npm) or last (compilers). */
function endsOf(output) {
  const lines = output.trimEnd().split('\n');
  if (lines.length <= FIRST_LINES + LAST_LINES) return lines.join('\n');
  return [...lines.slice(0, FIRST_LINES), '…', ...lines.slice(-LAST_LINES)].join('\n');
}
