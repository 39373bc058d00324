import { expect, test } from 'vitest';
import { countEndToEndTests, countUnitTests, judge, sum } from '../../scripts/support/test-counts.mjs';

const file = (status: string, ...tests: string[]) => ({ status, assertionResults: tests.map((each) => ({ status: each })) });

test('a unit test file that could not be loaded counts as a failure', () => {
  const report = { numPassedTests: 5, numFailedTests: 1, numPendingTests: 2, numTodoTests: 0 };
  const testResults = [file('passed', 'passed'), file('failed', 'passed', 'failed'), file('failed')];
  expect(countUnitTests({ ...report, testResults })).toEqual({ passed: 5, failed: 2, skipped: 2 });
});

test('a flaky end-to-end test counts as a failure, and so does an error outside the tests', () => {
  const stats = { expected: 7, unexpected: 1, flaky: 1, skipped: 3 };
  expect(countEndToEndTests({ stats, errors: [{ message: 'no such file' }] })).toEqual({ passed: 7, failed: 3, skipped: 3 });
});

test('a run without a report, or with a bad end but no failed test, failed', () => {
  const good = { passed: 3, failed: 0, skipped: 1 };
  expect([judge(undefined, 0), judge(good, 0), judge(good, 1), judge({ ...good, failed: 2 }, 1)]).toEqual([
    { passed: 0, failed: 1, skipped: 0 },
    good,
    { ...good, failed: 1 },
    { ...good, failed: 2 },
  ]);
  expect(sum([good, judge(undefined, 0)])).toEqual({ passed: 3, failed: 1, skipped: 1 });
});
