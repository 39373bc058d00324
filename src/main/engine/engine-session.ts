import type { ChildProcess } from 'node:child_process';
import { keepLastWords } from './last-words';
import type { EngineReply, EngineRequest } from './protocol';

/** One life of one engine child, from its start to its exit. */
export interface EngineSession {
  send(request: EngineRequest): void;
  /** Asks the child to end and resolves when it is gone; one that does not end within three seconds is killed. */
  end(): Promise<void>;
  /** Ends the child at once; reported as a crash. */
  kill(): void;
}

export interface SessionEvents {
  onReply(reply: EngineReply): void;
  /** The child is gone without having been asked to end. `how`: exit code or signal; `lastWords`: what it said last, '' for nothing. */
  onCrash(how: string, lastWords: string): void;
}

const patienceMilliseconds = 3_000;
const lastWordsMilliseconds = 500;

/** Listens to a started child. An exit that `end` asked for is silent; any other is a crash, reported once. */
export function openSession(child: ChildProcess, events: SessionEvents): EngineSession {
  const lastWords = keepLastWords(child);
  let expected = false;
  let gone = false;
  const exited = new Promise<void>((resolve) => {
    const onGone = (how: string) => {
      if (gone) return;
      gone = true;
      resolve();
      if (!expected) events.onCrash(how, lastWords());
    };
    child.once('exit', (code, signal) => {
      const how = signal === null ? `exit code ${code}` : `signal ${signal}`;
      if (expected) onGone(how);
      // What a crashed child wrote may still be on its way: 'close' follows once it is read, but not after a disconnect.
      child.once('close', () => onGone(how));
      setTimeout(() => onGone(how), lastWordsMilliseconds);
    });
    child.once('error', (error) => onGone(error.message));
  });
  child.on('message', (reply) => {
    if (!expected) events.onReply(reply as EngineReply);
  });
  return {
    send(request) {
      // A channel that closed meanwhile is followed by the exit, which is dealt with there.
      child.send(request, () => undefined);
    },
    async end() {
      expected = true;
      if (child.connected) child.disconnect();
      const killer = setTimeout(() => child.kill('SIGKILL'), patienceMilliseconds);
      await exited;
      clearTimeout(killer);
    },
    kill: () => void child.kill('SIGKILL'),
  };
}
