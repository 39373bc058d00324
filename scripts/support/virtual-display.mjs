import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SetupFailure } from '../setup/failure.mjs';
import { runTool } from '../setup/run-tool.mjs';

const SCREEN = '1600x1000x24';
/** The file descriptor on which Xvfb answers which display number it took: the first free one, however many start at once. */
const ANSWER = 3;

/**
 * Runs `work` with a virtual X display that nobody but this user can look at, and ends the display after it.
 * @template T
 * @param {(environment: { DISPLAY: string, XAUTHORITY: string }) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withVirtualDisplay(work) {
  const folder = mkdtempSync(join(tmpdir(), 'pneumoscope-display-'));
  const authority = join(folder, 'authority');
  const cookie = randomBytes(16).toString('hex');
  const allow = (display) => runTool(['xauth', '-q', '-f', authority, 'add', display, '.', cookie]);
  let server;
  try {
    await allow(':0'); // The server heeds the cookie only; the number is not known yet.
    server = startServer(authority);
    const display = `:${await displayNumber(server)}`;
    await allow(display);
    return await work({ DISPLAY: display, XAUTHORITY: authority });
  } finally {
    server?.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** In a process group of its own: Ctrl-C on the terminal is for the application, which needs its display until it has ended. */
function startServer(authority) {
  const args = ['-displayfd', ANSWER, '-screen', 0, SCREEN, '-nolisten', 'tcp', '-auth', authority];
  return spawn('Xvfb', args.map(String), { stdio: ['ignore', 'ignore', 'pipe', 'pipe'], detached: true });
}

function displayNumber(server) {
  return new Promise((resolve, reject) => {
    let complaints = '';
    server.stderr.on('data', (data) => (complaints += data));
    server.stdio[ANSWER].once('data', (data) => resolve(Number(String(data))));
    const failed = (reason) => reject(new SetupFailure(`The virtual display (Xvfb) could not be started: ${reason}\n${complaints}`));
    server.on('error', (error) => failed(error.message));
    server.on('exit', (code) => failed(`exit code ${code}`));
  });
}
