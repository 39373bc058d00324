import type { Services } from '../compose';

/** What is wrong with how a command was called; found before anything is opened. */
export class UsageError extends Error {}

/** Every option of every command, as cli.ts reads them; a command refuses none that it does not use. */
export interface CommandOptions {
  readonly json: boolean;
  readonly store: boolean;
  readonly search: string;
  readonly limit: string;
  readonly dataset: string | undefined;
  readonly preset: string | undefined;
  readonly epochs: string | undefined;
  readonly seed: string | undefined;
  /** name=value, as often as was said. */
  readonly set: readonly string[];
  readonly resume: string | undefined;
}

/** Resolves to true when every item was done. Results go to standard output, progress to standard error. */
export type Action = (services: Services) => Promise<boolean>;

/** Reads its operands first, so that wrong usage (UsageError) is found before anything is opened. */
export type Command = (operands: readonly string[], options: CommandOptions) => Action;

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
