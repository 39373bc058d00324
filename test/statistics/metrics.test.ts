import { describe, expect, test } from 'vitest';
import type { ScoredCase } from '../../src/main/statistics/metrics';
import {
  areaUnderCurve,
  bootstrapInterval,
  brierScore,
  expectedCalibrationError,
  majorityAccuracy,
} from '../../src/main/statistics/metrics';

const cases = (positives: readonly number[], negatives: readonly number[]): ScoredCase[] => [
  ...positives.map((probability, index) => ({ patient: `p${index}`, probability, positive: true })),
  ...negatives.map((probability, index) => ({ patient: `n${index}`, probability, positive: false })),
];

describe('area under the ROC curve', () => {
  test.each([
    ['perfect order', [0.8, 0.9], [0.1, 0.2], 1],
    ['reversed order', [0.1], [0.2, 0.3], 0],
    // Pairs: 0.8 beats both; 0.5 beats 0.3 and ties 0.5: 3.5 of 4.
    ['a tie counts half', [0.8, 0.5], [0.5, 0.3], 0.875],
    ['all tied', [0.5, 0.5], [0.5], 0.5],
    ['one class missing', [0.5, 0.6], [], NaN],
  ])('%s', (_, positives, negatives, expected) => {
    expect(areaUnderCurve(cases(positives, negatives))).toBe(expected);
  });
});

test('Brier score, calibration error and majority accuracy by hand', () => {
  const some = cases([0.9, 0.7], [0.1, 0.7]);
  expect({
    brier: brierScore(some),
    // Bins: 0.9 (1 of 1 positive), 0.7 (1 of 2), 0.1 (0 of 1).
    calibration: expectedCalibrationError(some),
    majority: majorityAccuracy(cases([0.5], [0.5, 0.5, 0.5])),
  }).toEqual({
    brier: expect.closeTo((0.01 + 0.09 + 0.01 + 0.49) / 4, 12),
    calibration: expect.closeTo(0.25 * 0.1 + 0.5 * 0.2 + 0.25 * 0.1, 12),
    majority: 0.75,
  });
});

describe('bootstrap interval', () => {
  const scored = cases([0.9, 0.8, 0.7, 0.4, 0.6], [0.1, 0.2, 0.3, 0.5, 0.65]);

  test('holds the figure, and is the same for the same seed', () => {
    const interval = bootstrapInterval(scored, areaUnderCurve, 500, 3);
    expect(interval).toEqual(bootstrapInterval(scored, areaUnderCurve, 500, 3));
    expect([interval.low, areaUnderCurve(scored), interval.high]).toEqual(
      [interval.low, areaUnderCurve(scored), interval.high].toSorted((a, b) => a - b),
    );
  });

  test('draws patients: where all images are of one patient, every draw is the same', () => {
    const onePatient = scored.map((one) => ({ ...one, patient: 'same' }));
    expect(bootstrapInterval(onePatient, brierScore, 20, 1)).toEqual({ low: brierScore(onePatient), high: brierScore(onePatient) });
  });
});
