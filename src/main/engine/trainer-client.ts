import type { ChildProcess } from 'node:child_process';
import { ExpectedFailure, type Failure, toFailure } from '../../shared/failure';
import type { TrainingEstimate, TrainingEvent } from '../../shared/training';
import type { TrainerReply, TrainerRequest, TrainingOrder, TrainingOutcome } from './training-protocol';

/** One trainer at one order. */
export interface TrainerClient<Answer> {
  /**
   * Settles when the child is gone. Rejects with the failure it told; with 'engine-stopped' where it was killed, 'out-of-memory' where it
   * could not get memory; or with what `onEvent` threw, which ends the child.
   */
  readonly answer: Promise<Answer>;
  control(verb: Extract<TrainerRequest, { kind: 'control' }>['verb']): void;
  /** Ends it at once. */
  kill(): void;
}

/** Has a fresh child train. Events come in their order, and all of them before the answer. */
export function orderTraining(
  child: ChildProcess,
  order: TrainingOrder,
  onEvent: (event: TrainingEvent) => void,
): TrainerClient<TrainingOutcome> {
  return send<TrainingOutcome>(child, { kind: 'train', order }, (reply, settle) => {
    if (reply.kind === 'event') onEvent(reply.event);
    else if (reply.kind === 'outcome') settle(reply.outcome);
  });
}

/** Has a fresh child measure a few steps. */
export function orderEstimate(child: ChildProcess, order: TrainingOrder): TrainerClient<TrainingEstimate> {
  return send<TrainingEstimate>(child, { kind: 'estimate', order }, (reply, settle) => {
    if (reply.kind === 'estimate') settle(reply.estimate);
  });
}

const keptStderrCharacters = 4_000;

function send<Answer>(
  child: ChildProcess,
  request: TrainerRequest,
  take: (reply: TrainerReply, settle: (answer: Answer) => void) => void,
): TrainerClient<Answer> {
  let settled: { readonly answer: Answer } | { readonly failure: Failure } | null = null;
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-keptStderrCharacters);
  });
  child.on('message', (message) => {
    if (settled !== null) return;
    const reply = message as TrainerReply;
    try {
      if (reply.kind === 'failure') settled = { failure: reply.failure };
      else take(reply, (answer) => (settled = { answer }));
    } catch (error) {
      settled = { failure: toFailure(error) };
      child.kill('SIGKILL');
    }
  });
  const answer = new Promise<Answer>((resolve, reject) => {
    child.once('error', (error) => reject(new ExpectedFailure(stopped(error.message))));
    // 'close' comes after the exit, once the last message and the last of standard error are read.
    child.once('close', (code, signal) => {
      const end = settled ?? { failure: deathOf(code, signal, stderr) };
      if ('answer' in end) resolve(end.answer);
      else reject(new ExpectedFailure(end.failure));
    });
  });
  // A child that could not be sent to is gone, which is dealt with above.
  child.send(request, () => undefined);
  return { answer, control: (verb) => void child.send({ kind: 'control', verb }, () => undefined), kill: () => void child.kill('SIGKILL') };
}

function deathOf(code: number | null, signal: NodeJS.Signals | null, stderr: string): Failure {
  if (/bad_alloc|OOM when allocating|ENOMEM|out of memory/i.test(stderr)) {
    return { code: 'out-of-memory', message: 'Memory ran out while training. A new run with half the batch size needs about half.' };
  }
  const lastLine = stderr.trimEnd().split('\n').at(-1)?.trim() ?? '';
  const how = signal === null ? `exit code ${String(code)}` : `signal ${signal}`;
  if (signal === 'SIGKILL') return stopped(`${how}; the system does so when memory runs out`);
  return stopped(lastLine === '' ? how : `${how}: ${lastLine}`);
}

function stopped(how: string): Failure {
  return {
    code: 'engine-stopped',
    message: `The trainer stopped (${how}). The run goes on from its latest checkpoint when you resume it.`,
  };
}
