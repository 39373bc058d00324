import { expect, test } from 'vitest';
import { calibrate } from '../../src/main/ml/calibrate';
import { seededRandom } from '../../src/main/statistics/random';

test('finds the slope and offset that labels were drawn with', () => {
  const random = seededRandom(7);
  const cases = Array.from({ length: 20_000 }, () => {
    const logit = 6 * random() - 3;
    return { logit, positive: random() < 1 / (1 + Math.exp(-(0.5 * logit - 1))) };
  });
  expect(calibrate(cases)).toEqual({ slope: expect.closeTo(0.5, 1), offset: expect.closeTo(-1, 1) });
});

test('stays finite where the logits part the classes without error', () => {
  const cases = [-2, -1, 1, 2].map((logit) => ({ logit, positive: logit > 0 }));
  const { slope, offset } = calibrate(cases);
  expect([slope > 0, Number.isFinite(slope), Math.abs(offset) < 1e-6]).toEqual([true, true, true]);
});

test('logits far from zero, as an over-confident network gives them, do not lead it astray', () => {
  // Two thirds of the positive answers and of the negative ones are right: at +-40 the likeliest logit is +-log(2).
  const cases = [40, 40, 40, -40, -40, -40].map((logit, index) => ({ logit, positive: logit > 0 === (index % 3 !== 0) }));
  const { slope, offset } = calibrate(cases);
  // Platt's targets for 3 and 3: 4 / 5 and 1 / 5, so the share on the right is (2 x 4/5 + 1/5) / 3 = 0.6, and its logit log(1.5).
  expect({ slope, offset }).toEqual({ slope: expect.closeTo(Math.log(1.5) / 40, 6), offset: expect.closeTo(0, 6) });
});
