import { expect, test } from 'vitest';
import { calibrationErrorByChance, equalCountBins, equalWidthBins } from '../../src/main/statistics/reliability';
import { wilsonInterval } from '../../src/main/statistics/wilson';

const scored = (probability: number, positive: boolean) => ({ patient: String(probability), probability, positive });
const any = { value: expect.any(Number) as number, low: expect.any(Number) as number, high: expect.any(Number) as number };

test('Wilson’s interval by hand', () => {
  // 1 of 2: z^2 = 3.841459, 1 + z^2/2 = 2.920729; centre (0.5 + 0.960365) / 2.920729 = 0.5;
  // reach 1.959964 / 2.920729 x sqrt(0.125 + 3.841459 / 16) = 0.671053 x 0.604246 = 0.405481.
  expect(wilsonInterval(1, 2)).toEqual({ low: expect.closeTo(0.094531, 5), high: expect.closeTo(0.905469, 5) });
  // 0 of 2: centre and reach are both z^2/4 / (1 + z^2/2) = 0.328810.
  expect(wilsonInterval(0, 2)).toEqual({ low: expect.closeTo(0, 12), high: expect.closeTo(0.65762, 5) });
  expect(wilsonInterval(0, 0)).toEqual({ low: 0, high: 1 });
});

test('bins of equal width hold what lies in them; a probability of 1 is in the last, and empty ones are left out', () => {
  const bins = equalWidthBins([scored(0.1, false), scored(0.3, true), scored(0.75, true), scored(1, false)], 4);
  expect(bins).toEqual([
    { low: 0, high: 0.25, images: 1, meanPredicted: 0.1, observed: { ...any, value: 0 } },
    { low: 0.25, high: 0.5, images: 1, meanPredicted: 0.3, observed: { ...any, value: 1 } },
    {
      low: 0.75,
      high: 1,
      images: 2,
      meanPredicted: 0.875,
      observed: { value: 0.5, low: expect.closeTo(0.094531, 5), high: expect.closeTo(0.905469, 5) },
    },
  ]);
});

test('bins of equal count never part equal probabilities', () => {
  // Six in three bins of two, but the 0.2s stay together: 0.1 0.2 0.2 | 0.5 | 0.6 0.9.
  const cases = [scored(0.9, true), scored(0.2, false), scored(0.1, false), scored(0.6, true), scored(0.2, true), scored(0.5, false)];
  expect(equalCountBins(cases, 3)).toEqual([
    { low: 0.1, high: 0.2, images: 3, meanPredicted: expect.closeTo(0.5 / 3, 12), observed: { ...any, value: 1 / 3 } },
    { low: 0.5, high: 0.5, images: 1, meanPredicted: 0.5, observed: { ...any, value: 0 } },
    { low: 0.6, high: 0.9, images: 2, meanPredicted: 0.75, observed: { ...any, value: 1 } },
  ]);
});

test('the calibration error that chance makes, by hand', () => {
  // One image at 0.5 is wrong by 0.5 whatever its label. Two at 0.5: both alike (half the draws) wrong by 0.5, else by 0: 0.25 on average.
  const [one, two] = [[scored(0.5, true)], [scored(0.5, true), scored(0.5, true)]];
  expect([calibrationErrorByChance(one), calibrationErrorByChance(two)]).toEqual([
    { mean: 0.5, high: 0.5 },
    { mean: expect.closeTo(0.25, 1), high: 0.5 },
  ]);
  expect(calibrationErrorByChance(two, 100, 3)).toEqual(calibrationErrorByChance(two, 100, 3));
});
