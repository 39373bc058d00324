import type { ChildProcess } from 'node:child_process';

const keptCharacters = 4_000;

/** Listens to what a child writes to standard error; the answer tells what it said last, '' for nothing. */
export function keepLastWords(child: ChildProcess): () => string {
  let text = '';
  child.stderr?.setEncoding('utf8').on('data', (more: string) => {
    text = (text + more).slice(-keptCharacters);
  });
  return () => lastWordsIn(text);
}

/** The last line, or, where Node ended because of an error, the one that names it: what follows are the places in the code and Node's version. */
export function lastWordsIn(text: string): string {
  const lines = text.trimEnd().split('\n');
  const last = lines.at(-1)?.trim() ?? '';
  if (!/^Node\.js v\d/.test(last)) return last;
  return lines.findLast((line) => /^\w*Error\b.*: /.test(line))?.trim() ?? last;
}
