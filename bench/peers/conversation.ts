import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { peerPython } from '../peer';

/** A Python peer that stays running and answers one JSON line with another. */
export interface Conversation {
  ask(question: object): Promise<unknown>;
  end(): Promise<void>;
}

/** Starts a peer script and waits for its first line, which says that it is warm. Rejects where the peer ends instead of answering. */
export async function converse(script: string, values: readonly string[]): Promise<Conversation> {
  const child = spawn(await peerPython(), [join(import.meta.dirname, script), ...values], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const exited = once(child, 'close');
  const hear = async (): Promise<unknown> => {
    const line = await lines.next();
    if (line.done === true) throw new Error(`${script} ended without an answer.`);
    return JSON.parse(line.value) as unknown;
  };
  await hear();
  return {
    ask(question) {
      child.stdin.write(`${JSON.stringify(question)}\n`);
      return hear();
    },
    async end() {
      child.stdin.end();
      await exited;
    },
  };
}
