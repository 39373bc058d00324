import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

/** What the desktop application takes on its command line. */
export interface StartOptions {
  readonly home: string | undefined;
  /** Absolute paths to open. */
  readonly files: readonly string[];
  /** Show the first file or sample, write a picture of the window to this file, print the prediction, and quit. */
  readonly demonstrate: string | undefined;
}

/**
 * Reads the application's arguments. Chromium's own switches (--no-sandbox, --inspect, …) pass through unread.
 * @param args without the executable
 * @param packed false in a checkout, where the first word names the application's folder
 */
export function readStartOptions(args: readonly string[], packed: boolean, workingFolder: string): StartOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    strict: false,
    allowPositionals: true,
    options: { home: { type: 'string' }, demonstrate: { type: 'string' } },
  });
  const text = (value: string | boolean | undefined): string | undefined =>
    typeof value === 'string' ? resolve(workingFolder, value) : undefined;
  return {
    home: text(values.home),
    files: positionals.slice(packed ? 0 : 1).map((path) => resolve(workingFolder, path)),
    demonstrate: text(values.demonstrate),
  };
}
