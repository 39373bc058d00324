import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { electronProgram } from '../setup/electron-runtime.mjs';
import { projectFolder } from '../setup/paths.mjs';
import { hasDisplay } from './display.mjs';
import { withVirtualDisplay } from './virtual-display.mjs';

const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs a program with this one's standard streams and answers its exit code; one that a signal ended gives 128 + the signal's number,
 * as shells do. Signals sent to this process reach the program.
 * @param {string[]} command
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string, stdio?: import('node:child_process').StdioOptions, onStart?: (child: import('node:child_process').ChildProcess) => void }} options
 * @returns {Promise<number>}
 */
export function runProgram([program, ...args], { env = process.env, cwd = projectFolder, stdio = 'inherit', onStart } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env, stdio });
    // On a terminal, Ctrl-C reaches the program by itself; a second one would mean something else to it.
    const forward = (signal) => (signal === 'SIGINT' && process.stdin.isTTY ? undefined : child.kill(signal));
    for (const signal of FORWARDED) process.on(signal, forward);
    const done = () => FORWARDED.forEach((signal) => process.off(signal, forward));
    child.on('error', (error) => (done(), reject(error)));
    child.on('close', (code, signal) => (done(), resolve(code ?? 128 + constants.signals[signal])));
    onStart?.(child);
  });
}

/** The environment in which Electron's binary is an ordinary Node, with the ABI that the application ships with. */
export const asNode = (environment = process.env) => ({ ...environment, ELECTRON_RUN_AS_NODE: '1' });

/**
 * Runs a script on Electron's own Node.
 * @param {string[]} args the script and its arguments, Node's own options before it
 */
export const runOnElectronNode = (args, options = {}) => runProgram([electronProgram(), ...args], { env: asNode(), ...options });

/** Runs a program that opens windows: on the display, or on a virtual one where there is none. */
export function runWithDisplay(command, { env = process.env, ...options } = {}) {
  if (hasDisplay()) return runProgram(command, { env, ...options });
  return withVirtualDisplay((display) => runProgram(command, { env: { ...env, ...display }, ...options }));
}
