import { expect, test } from 'vitest';
import { learningRateAt } from '../../src/main/ml/learning-rate';

const settings = { learningRate: 1, schedule: 'cosine', warmUpEpochs: 1, epochs: 3 } as const;
const along = (schedule: 'constant' | 'cosine' | 'plateau', steps: readonly number[], plateaus = 0) =>
  steps.map((step) => learningRateAt({ ...settings, schedule }, 4, step, plateaus));

test('the rate rises evenly over the warm-up, then follows its schedule', () => {
  // 4 steps an epoch: 1/4, 2/4, 3/4, 1; then 8 steps of cosine, (1 + cos(pi x share)) / 2 at shares 0, 2/8, 4/8.
  expect(along('cosine', [0, 1, 2, 3, 4, 6, 8])).toEqual([0.25, 0.5, 0.75, 1, 1, expect.closeTo((1 + Math.SQRT1_2) / 2, 12), 0.5]);
  expect(along('constant', [0, 3, 11])).toEqual([0.25, 1, 1]);
  expect(along('plateau', [11], 2)).toEqual([0.01]);
});
