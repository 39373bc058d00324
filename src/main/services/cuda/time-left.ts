/** A rate over less than this says nothing. */
const leastMilliseconds = 2_000;

/** Judges by what came since the first look: what an earlier time had brought took no time now. Answers null until there is something to judge by. */
export function watchTimeLeft(now = () => performance.now()): (doneBytes: number, totalBytes: number) => number | null {
  let first: { readonly atMs: number; readonly bytes: number } | null = null;
  return (doneBytes, totalBytes) => {
    first ??= { atMs: now(), bytes: doneBytes };
    const [elapsed, came] = [now() - first.atMs, doneBytes - first.bytes];
    return elapsed < leastMilliseconds || came <= 0 ? null : ((totalBytes - doneBytes) * elapsed) / came;
  };
}
