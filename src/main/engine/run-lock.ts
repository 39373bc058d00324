import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fail } from '../../shared/failure';

/**
 * Takes a run for this process until it ends, however it ends: the operating system closes the socket. Fails as 'run-busy' where another
 * process has it.
 */
export async function holdRun(runFolder: string): Promise<void> {
  if ((await holdFolder(runFolder)) === null)
    fail('run-busy', `Another process is training the run in ${runFolder}. Wait for it to end, or stop it.`, runFolder);
}

/**
 * Takes a folder for this process, until what it answers is called or the process ends, however it ends; null where another process, or
 * somebody else in this one, has it.
 */
export async function holdFolder(folder: string): Promise<(() => void) | null> {
  const address = addressOf(folder);
  if (await isRunHeld(folder)) return null;
  // A file left behind by a process that was killed; the other kinds of address vanish with it.
  if (address.startsWith(tmpdir())) rmSync(address, { force: true });
  const server = createServer((socket) => socket.destroy());
  const holds = await new Promise<boolean>((hold, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? hold(false) : reject(error)));
    server.listen(address, () => hold(true));
  });
  server.unref();
  return holds ? () => void server.close() : null;
}

/** True while some process holds this run. */
export function isRunHeld(runFolder: string): Promise<boolean> {
  return new Promise((answer) => {
    const socket = connect(addressOf(runFolder));
    const conclude = (held: boolean): void => {
      socket.destroy();
      answer(held);
    };
    socket.once('connect', () => conclude(true));
    socket.once('error', () => conclude(false));
  });
}

/** Linux: an abstract address, which is no file. Windows: a named pipe. Elsewhere: a socket file. */
function addressOf(runFolder: string): string {
  const name = `pneumoscope-run-${createHash('sha256').update(resolve(runFolder)).digest('hex').slice(0, 32)}`;
  if (process.platform === 'linux') return `\0${name}`;
  if (process.platform === 'win32') return `\\\\?\\pipe\\${name}`;
  return join(tmpdir(), name);
}
