import { expect, test } from 'vitest';
import { readerFigures } from '../../src/main/statistics/reader-figures';

const read = (probability: number, positive: boolean, threshold = 0.5) => ({ probability, threshold, positive });

test('a model beside its reader, by hand', () => {
  // Positive: 0.9 found, 0.5 found (at the threshold), 0.2 missed. Negative: 0.1 cleared, 0.6 a false alarm.
  // AUC: 0.9 above both, 0.5 above one, 0.2 above one: 4 of 6.
  // Wilson, z^2 = 3.841459: 3 of 5 is 0.230724 to 0.882379, 2 of 3 is 0.207655 to 0.938507, 1 of 2 is 0.094531 to 0.905469.
  const figures = readerFigures([read(0.9, true), read(0.5, true), read(0.2, true), read(0.1, false), read(0.6, false)]);
  const estimate = (value: number, low: number, high: number) => ({
    value: expect.closeTo(value, 6),
    low: expect.closeTo(low, 5),
    high: expect.closeTo(high, 5),
  });
  expect(figures).toEqual({
    read: 5,
    truePositives: 2,
    falseNegatives: 1,
    trueNegatives: 1,
    falsePositives: 1,
    agreement: estimate(0.6, 0.230724, 0.882379),
    sensitivity: estimate(2 / 3, 0.207655, 0.938507),
    specificity: estimate(0.5, 0.094531, 0.905469),
    auc: { value: expect.closeTo(2 / 3, 6), low: expect.any(Number), high: expect.any(Number) },
  });
});

test('each image counts at the threshold that was in force for it', () => {
  const { truePositives, falseNegatives } = readerFigures([read(0.3, true, 0.2), read(0.3, true, 0.4)]);
  expect([truePositives, falseNegatives]).toEqual([1, 1]);
});

test('there is no figure over no image', () => {
  const none = { truePositives: 0, falseNegatives: 0, trueNegatives: 0, falsePositives: 0, agreement: null, sensitivity: null, auc: null };
  expect(readerFigures([])).toEqual({ ...none, read: 0, specificity: null });
  // Only images without an opacity: no sensitivity and no AUC, but a specificity: 1 of 1 by Wilson is 1 / 4.841459 to 1.
  expect(readerFigures([read(0.1, false)])).toEqual({
    ...none,
    read: 1,
    trueNegatives: 1,
    agreement: { value: 1, low: expect.closeTo(0.206549, 6), high: expect.closeTo(1, 9) },
    specificity: { value: 1, low: expect.closeTo(0.206549, 6), high: expect.closeTo(1, 9) },
  });
});
