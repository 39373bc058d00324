import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
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
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, report?: { tick(): void }, onStart?: (pid: number) => void }} options
 * @throws {SetupFailure} with the first and last lines of what it printed, when it can't be started or fails
 */
export function runTool(command, { cwd, env, report, onStart } = {}) {
  return new Promise((resolve, reject) => {
    const [program, ...args] = command;
    const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    if (child.pid) onStart?.(child.pid);
    const timer = setInterval(() => report?.tick(), 200);
    let output = '';
    let everything = '';
    child.stdout.on('data', (data) => ((output += data), (everything += data)));
    child.stderr.on('data', (data) => (everything += data));
    child.on('error', (error) => {
      clearInterval(timer);
      reject(new SetupFailure(`${program} could not be started: ${error.message}`));
    });
    child.on('close', (code, signal) => {
      clearInterval(timer);
      if (code === 0) return resolve(output);
      reject(new SetupFailure(`${endsOf(everything)}\n\n"${command.join(' ')}" ended with ${signal ?? `exit code ${code}`}.`));
    });
  });
}

/** Programs say the reason either first (npm) or last (compilers). */
function endsOf(output) {
  const lines = output.trimEnd().split('\n');
  if (lines.length <= FIRST_LINES + LAST_LINES) return lines.join('\n');
  return [...lines.slice(0, FIRST_LINES), '…', ...lines.slice(-LAST_LINES)].join('\n');
}
