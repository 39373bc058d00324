import { expect, test } from 'vitest';
import { batchesAnEpoch, epochBatches } from '../../src/main/ml/epoch-order';
import { trainerCases } from '../support/training';

const settings = { seed: 1, batchSize: 4, classBalance: 'none' } as const;
const records = (batches: ReturnType<typeof epochBatches>) => batches.map((batch) => batch.map(({ record }) => record));

test('an epoch sees each image once but for an incomplete batch, in an order that seed and epoch decide', () => {
  const first = records(epochBatches(trainerCases(10), settings, 0));
  expect(first.map((batch) => batch.length)).toEqual([4, 4]);
  expect(new Set(first.flat()).size).toBe(8);
  expect(records(epochBatches(trainerCases(10), settings, 0))).toEqual(first);
  expect(records(epochBatches(trainerCases(10), settings, 1))).not.toEqual(first);
  expect(records(epochBatches(trainerCases(10), { ...settings, seed: 2 }, 0))).not.toEqual(first);
});

test('fewer images than a batch are one smaller batch', () => {
  expect(epochBatches(trainerCases(3), settings, 0).map((batch) => batch.length)).toEqual([3]);
  expect([0, 1, 3, 4, 7, 8].map((cases) => batchesAnEpoch(cases, 4))).toEqual([0, 1, 1, 1, 1, 2]);
});

test('sampling draws the classes evenly, and goes through the rarer one again and again', () => {
  // 100 of 300 are positive; of 300 draws half are: 150, give or take 4 standard deviations of sqrt(300) / 2 = 8.7.
  const drawn = epochBatches(trainerCases(300), { ...settings, classBalance: 'sampling' }, 0).flat();
  const positives = drawn.filter((one) => one.positive);
  expect(drawn).toHaveLength(300);
  expect(Math.abs(positives.length - 150)).toBeLessThan(35);
  expect(new Set(positives.map(({ record }) => record)).size).toBe(100);
});
