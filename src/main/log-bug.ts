/**
 * Writes where a bug happened to standard error: its kind and its stack, never its message, which may quote a file's name
 * or a header's value.
 */
export function logBug(where: string, error: unknown): void {
  const frames = error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)) : [];
  process.stderr.write(
    `${new Date().toISOString()} ${where}: ${error instanceof Error ? error.name : typeof error}\n${frames.join('\n')}\n`,
  );
}
