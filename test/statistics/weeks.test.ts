import { expect, test } from 'vitest';
import { isoWeekName, mondayOf, type TimedOutcome, weeklyFigures } from '../../src/main/statistics/weeks';

/** By the machine's clock, as weeks are. */
const at = (...parts: readonly [number, number, number, number, number]): number => new Date(...parts).getTime();

test('a week begins on Monday, whatever the hour', () => {
  expect([at(2026, 10, 23, 0, 0), at(2026, 10, 24, 12, 0), at(2026, 10, 29, 23, 59), at(2026, 10, 30, 0, 0)].map(mondayOf)).toEqual([
    '2026-11-23',
    '2026-11-23',
    '2026-11-23',
    '2026-11-30',
  ]);
});

test.each([
  // 1 January 2026 is a Thursday: its week is the year's first, though it begins in December.
  ['2025-12-29', '2026-W01'],
  // The Thursday is 31 December 2026: the 53rd of that year.
  ['2026-12-28', '2026-W53'],
  ['2027-01-04', '2027-W01'],
  ['2024-12-30', '2025-W01'],
  ['2026-11-23', '2026-W48'],
])('the week from %s is %s by ISO 8601', (monday, name) => {
  expect(isoWeekName(monday)).toBe(name);
});

test('quartiles, positives, refusals and failures by week; a week without a score has no figure', () => {
  const scored = (atMs: number, probability: number): TimedOutcome => ({ atMs, status: 'ok', probability, positive: probability >= 0.4 });
  const without = (atMs: number, status: 'refused' | 'error'): TimedOutcome => ({ atMs, status, probability: null, positive: false });
  const [first, third] = [at(2026, 10, 25, 9, 0), at(2026, 11, 9, 9, 0)];
  const outcomes = [
    without(third, 'error'),
    ...[0.9, 0.1, 0.3, 0.2, 0.5].map((probability) => scored(first, probability)),
    without(first, 'refused'),
  ];
  expect(weeklyFigures(outcomes)).toEqual([
    {
      monday: '2026-11-23',
      name: '2026-W48',
      images: 6,
      refused: 1,
      failed: 0,
      // 0.1 0.2 0.3 0.5 0.9: the second, third and fourth of five.
      quartiles: { low: 0.2, median: 0.3, high: 0.5 },
      // 2 of 5 by Wilson: centre (0.4 + 0.384146) / 1.768292, reach 1.108410 sqrt(0.048 + 0.038415).
      positives: { value: 0.4, low: expect.closeTo(0.11762, 5), high: expect.closeTo(0.76928, 5) },
    },
    { monday: '2026-12-07', name: '2026-W50', images: 1, refused: 0, failed: 1, quartiles: null, positives: null },
  ]);
});
