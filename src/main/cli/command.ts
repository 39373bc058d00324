import type { Services } from '../compose';

export class UsageError extends Error {}

/** Resolves to true when every item was done. Results go to standard output, progress to standard error. */
export type Action = (services: Services) => Promise<boolean>;

export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
