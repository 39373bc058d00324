import { test } from 'vitest';

/**
 * A test that needs something the set-up does not bring: the shared data beside the checkout, curl, the right to mount. Where that is
 * absent the test does not exist, and the log says why; nothing is counted as skipped.
 */
export function testWhere(present: boolean, need: string): (name: string, body: () => unknown, timeoutMilliseconds?: number) => void {
  return (name, body, timeoutMilliseconds) => {
    if (present) test(name, async () => void (await body()), timeoutMilliseconds);
    else console.info(`not run here, for want of ${need}: ${name}`);
  };
}
