import type { Services } from '../compose';

/** What is wrong with how a command was called; found before anything is opened. */
export class UsageError extends Error {}

/** Options of more than one command, and of those that look into the history; the other subjects name their own. */
export interface CommandOptions {
  readonly json: boolean;
  readonly store: boolean;
  readonly search: string;
  readonly limit: string;
}

/** Resolves to true when every item was done. Results go to standard output, progress to standard error. */
export type Action = (services: Services) => Promise<boolean>;

export function needOperands(operands: readonly string[], command: string): void {
  if (operands.length === 0) throw new UsageError(`${command} takes at least one path.`);
}

/** A whole number from `least` on. Throws UsageError, naming what it is for. */
export function wholeNumber(text: string, least: number, what: string): number {
  const number = text.trim() === '' ? NaN : Number(text);
  if (!Number.isSafeInteger(number) || number < least) throw new UsageError(`${what} takes a whole number from ${least}.`);
  return number;
}

export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
