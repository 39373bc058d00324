import { expect, test } from 'vitest';
import { aucInterval } from '../../src/main/statistics/auc-interval';

const z = 1.959963984540054;

test('with one image of each class it is Wilson’s interval of one trial', () => {
  // The variance is area (1 - area) then.
  // AUC 1: (1 - area)^2 = z^2 area (1 - area), so area = 1 / (1 + z^2) = 1 / 4.841459 = 0.206549.
  // AUC 1/2: area = (1 -+ sqrt(1 - 1 / (1 + z^2))) / 2 = (1 -+ 0.890759) / 2.
  expect([aucInterval(1, 1, 1), aucInterval(0, 1, 1), aucInterval(0.5, 1, 1)]).toEqual([
    { low: expect.closeTo(0.206549, 6), high: 1 },
    { low: 0, high: expect.closeTo(0.793451, 6) },
    { low: expect.closeTo(0.05462, 5), high: expect.closeTo(0.94538, 5) },
  ]);
});

test('either end is 1.96 standard errors from the area, by the variance at that end', () => {
  // 10 positives, 20 negatives: both sizes count as 15 - 1 = 14 others.
  const errorAt = (area: number): number =>
    Math.sqrt((area * (1 - area) * (1 + (14 * (1 - area)) / (2 - area) + (14 * area) / (1 + area))) / 200);
  const { low, high } = aucInterval(0.8, 10, 20);
  expect([(0.8 - low) / errorAt(low), (high - 0.8) / errorAt(high)]).toEqual([expect.closeTo(z, 6), expect.closeTo(z, 6)]);
});

test('more images narrow it, and it never leaves 0 to 1', () => {
  const widths = [2, 20, 2_000].map((each) => {
    const { low, high } = aucInterval(0.97, each, each);
    return { width: high - low, inside: low >= 0 && high <= 1 };
  });
  expect(widths.map(({ inside }) => inside)).toEqual([true, true, true]);
  expect(widths.map(({ width }) => width)).toEqual(widths.map(({ width }) => width).toSorted((one, other) => other - one));
});
