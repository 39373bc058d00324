import { expect, test } from 'vitest';
import { compareCalibrations } from '../../src/main/ml/compare-calibrations';
import { calibrateIsotonic, isotonicProbability } from '../../src/main/ml/isotonic';
import { seededRandom } from '../../src/main/statistics/random';

test('pools what falls, keeps its probabilities off 0 and 1, and draws lines between', () => {
  const cases = [
    { logit: -3, positive: false },
    { logit: 0, positive: true },
    { logit: 1, positive: false },
    { logit: 3, positive: true },
  ];
  // The shares 0, 1, 0, 1: the middle two fall and become 1/2 at (0 + 1) / 2. Two of each class: nothing below 1/4 or above 3/4.
  const found = calibrateIsotonic(cases);
  expect(found).toEqual({ logits: [-3, 0.5, 3], probabilities: [0.25, 0.5, 0.75] });
  // Half way from 0.5 to 3 is 1.75: 0.625.
  expect([-9, -3, 1.75, 9].map((logit) => isotonicProbability(found, logit))).toEqual([0.25, 0.25, 0.625, 0.75]);
});

test('equal logits are one point', () => {
  const cases = [true, true, false].map((positive) => ({ logit: 2, positive }));
  expect(calibrateIsotonic(cases)).toEqual({ logits: [2], probabilities: [2 / 3] });
});

/** Logits from -4 to 4 whose labels are drawn with this probability. */
function drawn(probability: (logit: number) => number) {
  const random = seededRandom(5);
  return Array.from({ length: 600 }, (_, n) => {
    const logit = 8 * random() - 4;
    return { patient: String(n), logit, positive: random() < probability(logit) };
  });
}

test('Platt is kept where the truth has its shape; isotonic wins where it plainly has not', () => {
  const shaped = compareCalibrations(drawn((logit) => 1 / (1 + Math.exp(-logit))));
  // A plateau at a half between two steps, which no logistic curve follows.
  const stepped = compareCalibrations(drawn((logit) => (logit < -3 ? 0.01 : logit < 3 ? 0.5 : 0.99)));
  expect([shaped.better, stepped.better]).toEqual(['platt', 'isotonic']);
  for (const { platt, isotonic, difference } of [shaped, stepped]) {
    expect(difference.value).toBeCloseTo(isotonic - platt, 12);
    expect(difference.low <= difference.value && difference.value <= difference.high).toBe(true);
  }
});
