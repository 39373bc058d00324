import type { ChildProcess } from 'node:child_process';
import { keepLastWords } from './last-words';

/** TensorFlow's library in the place of the one that the addon brings. */
export interface EngineLibrary {
  /** The folder whose `lib` holds it; null where engines use their own. */
  inUse(): string | null;
  /** A child did not start with it: the next ones do without. */
  setAside(reason: string): void;
}

/** What an addon brings is used. */
export const ownLibrary: EngineLibrary = { inUse: () => null, setAside: () => undefined };

/**
 * Sets the library aside where a child that was started with it ends of itself before it said a word, as one does whose loader or whose CUDA start-up fails,
 * or where the first that it says is an error that nobody expected. A child that was told to end, or was killed, proves nothing.
 */
export function watchFalseStart(child: ChildProcess, library: EngineLibrary): void {
  let hasSpoken = false;
  const lastWords = keepLastWords(child);
  child.once('message', (reply) => {
    hasSpoken = true;
    const { kind, failure } = reply as { readonly kind?: string; readonly failure?: { readonly code: string; readonly message: string } };
    if (kind !== 'failure' || failure?.code !== 'unexpected') return;
    library.setAside(failure.message);
    child.kill('SIGKILL');
  });
  // 'close', not 'exit': by then the last of standard error is read.
  child.once('close', (code, signal) => {
    if (hasSpoken || code === 0 || signal === 'SIGKILL' || signal === 'SIGTERM' || signal === 'SIGINT') return;
    const how = signal === null ? `exit code ${String(code)}` : `signal ${signal}`;
    library.setAside([how, lastWords()].filter((part) => part !== '').join(': '));
  });
}
