import { expect, test } from 'vitest';
import { compareAucs, type PairedScore } from '../../src/main/statistics/delong';

const pairs = (positives: readonly (readonly [number, number])[], negatives: readonly (readonly [number, number])[]): PairedScore[] => [
  ...positives.map(([first, second]) => ({ positive: true, first, second })),
  ...negatives.map(([first, second]) => ({ positive: false, first, second })),
];

test('the difference of two AUCs, its interval and p by hand', () => {
  // Share of the other class on the right side of each image:
  //           first  second   difference
  // positive  1, 1   1/2, 1   1/2, 0     variance 1/8
  // negative  1, 1   1/2, 1   1/2, 0     variance 1/8
  // AUC 1 and 3/4; error = sqrt(1/16 + 1/16) = 0.35355; z = 0.70711, p = 0.47950.
  const scores = pairs(
    [
      [0.8, 0.6],
      [0.6, 0.7],
    ],
    [
      [0.5, 0.65],
      [0.3, 0.2],
    ],
  );
  expect(compareAucs(scores)).toEqual({
    firstAuc: 1,
    secondAuc: 0.75,
    difference: 0.25,
    low: expect.closeTo(0.25 - 0.692952, 5),
    high: expect.closeTo(0.25 + 0.692952, 5),
    pValue: expect.closeTo(0.4795, 4),
  });
});

test('a model beside itself does not differ, and ties count half', () => {
  const scores = pairs(
    [
      [0.5, 0.5],
      [0.9, 0.9],
    ],
    [
      [0.5, 0.5],
      [0.1, 0.1],
    ],
  );
  expect(compareAucs(scores)).toEqual({ firstAuc: 0.875, secondAuc: 0.875, difference: 0, low: 0, high: 0, pValue: 1 });
});

test('needs two images of each class', () => {
  expect(() => compareAucs(pairs([[1, 1]], [[0, 0]]))).toThrow('at least two images of each class');
});
