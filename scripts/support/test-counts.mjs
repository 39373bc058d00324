/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/**
 * Counts Vitest's JSON report. A file that could not be loaded has no tests to fail, and is counted as one.
 * @returns {Counts}
 */
export function countUnitTests(report) {
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/**
 * Counts Playwright's JSON report. A test that passed only when tried again is not one to rely on: it failed. So did a file that could
 * not be loaded.
 * @returns {Counts}
 */
export function countEndToEndTests({ stats, errors }) {
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length, skipped: stats.skipped };
}

/**
 * A half's counts with its exit code: a run that ended badly without a failed test (it crashed, or was interrupted) failed somewhere.
 * @param {Counts | undefined} counts none where no report was written
 * @param {number} exitCode
 * @returns {Counts}
 */
export function judge(counts, exitCode) {
  if (!counts) return { passed: 0, failed: 1, skipped: 0 };
  return exitCode !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/** @param {Counts[]} halves */
export function sum(halves) {
  const add = (key) => halves.reduce((total, counts) => total + counts[key], 0);
  return { passed: add('passed'), failed: add('failed'), skipped: add('skipped') };
}
