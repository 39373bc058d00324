import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

/** What the desktop application takes on its command line. */
export interface StartOptions {
  readonly home: string | undefined;
  /** Absolute paths to open. */
  readonly files: readonly string[];
  /** A policy to obey in place of the system's; a packed application does not listen to it. */
  readonly policy: string | undefined;
  /** Show the first file or sample, write a picture of the window to this file, print the prediction, and quit. */
  readonly demonstrate: string | undefined;
}

/**
 * Reads the application's arguments. Chromium's own switches (--no-sandbox, --inspect, …) pass through unread.
 * File managers name files as paths or as file addresses.
 * @param args without the executable
 * @param packed false in a checkout, where the first word names the application's folder
 */
export function readStartOptions(args: readonly string[], packed: boolean, workingFolder: string): StartOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    strict: false,
    allowPositionals: true,
    options: { home: { type: 'string' }, demonstrate: { type: 'string' }, policy: { type: 'string' } },
  });
  const text = (value: string | boolean | undefined): string | undefined =>
    typeof value === 'string' ? resolve(workingFolder, value) : undefined;
  const pathOf = (word: string): string => (word.startsWith('file://') ? fileURLToPath(word) : resolve(workingFolder, word));
  return {
    home: text(values.home),
    files: positionals.slice(packed ? 0 : 1).map(pathOf),
    policy: packed ? undefined : text(values.policy),
    demonstrate: text(values.demonstrate),
  };
}
