/** A frame of a stack: a function's name, a file, line and column. */
const frame = /^\s+at (?:async )?(?:[\p{L}\p{N}_$.<>[\] ]+ \()?(?:file:\/\/|node:)?[^()]*:\d+:\d+\)?$/u;
/** What a frame's file lies in before the application's own folders: the installation's place, which may name a user. */
const place = /(file:\/\/)?[^\s(]*[\\/](?=(?:out|node_modules)[\\/])/;

/**
 * A bug's kind and the places in the code that led to it. Never its message, which may quote a file's name or a header's value, and nothing
 * else that could: lines of a message that look like frames are not taken for one.
 */
export function describeBug(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const stack = error.stack ?? '';
  const start = error.message === '' ? 0 : stack.indexOf(error.message);
  // A stack that does not begin with the message it had is not to be told from one.
  const frames = start < 0 ? '' : stack.slice(start + error.message.length);
  const lines = frames.split('\n').filter((line) => frame.test(line));
  return [error.name, ...lines.map((line) => line.replace(place, ''))].join('\n');
}
