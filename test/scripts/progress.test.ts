import { expect, test } from 'vitest';
import { createReport, formatBytes, formatElapsed, transferLine } from '../../scripts/setup/progress.mjs';

test('amounts and times are short', () => {
  expect([0, 999, 86_376, 251_795_484, 2_464_409_424].map(formatBytes)).toEqual(['0 kB', '1 kB', '86 kB', '252 MB', '2.5 GB']);
  expect([0, 9_999, 65_000, 3_600_000].map(formatElapsed)).toEqual(['0:00', '0:09', '1:05', '60:00']);
});

test('a resumed transfer counts only what came in this run towards its rate', () => {
  const transfer = { label: 'tensorflow-cpu 2.19.1', doneBytes: 150e6, totalBytes: 250e6, resumedBytes: 100e6, elapsedMilliseconds: 5000 };
  expect(transferLine(transfer)).toBe('tensorflow-cpu 2.19.1  150 MB of 250 MB  60 %  10 MB/s  0:05');
  expect(transferLine({ label: 'npm', doneBytes: 5e6, elapsedMilliseconds: 0 })).toBe('npm  5 MB  0:00');
});

function record(isTTY: boolean) {
  const written: string[] = [];
  const clock = { milliseconds: 0 };
  const stream = { isTTY, columns: 80, write: (text: string) => written.push(text) };
  const report = createReport(stream, () => clock.milliseconds);
  return { written, clock, report };
}

test('a terminal gets one line redrawn in place', () => {
  const { written, clock, report } = record(true);
  report.begin('Electron');
  clock.milliseconds = 50;
  report.tick(); // too soon to draw again
  clock.milliseconds = 1200;
  report.tick();
  report.finish('33.2.1');
  expect(written).toEqual(['\r\x1b[2K  Electron', '\r\x1b[2K  Electron  0:01', '\r\x1b[2K✓ Electron  33.2.1  0:01\n']);
});

test('a log gets a line every ten seconds', () => {
  const { written, clock, report } = record(false);
  report.begin('SQLite binding');
  for (clock.milliseconds = 200; clock.milliseconds <= 21_000; clock.milliseconds += 200) report.tick();
  report.finish();
  expect(written).toEqual(['  SQLite binding  0:10\n', '  SQLite binding  0:20\n', '✓ SQLite binding  0:21\n']);
});
