import { expect, test } from 'vitest';
import { whiteningOf } from '../../src/main/recipe/input-check/feature-distance';

// Four vectors (0 0), (4 0), (0 2), (4 2): mean (2 1), variances 4 and 1, no covariance; shrinkage adds 0.02 x 2.5 to each: 4.05 and 1.05.
// Whitened, a value is divided by the root: kernel 1 / 2.01246 = 0.49690 and 1 / 1.02470 = 0.97590, bias -2 x 0.49690 and -0.97590.
test('features are whitened by their mean and covariance', () => {
  const { kernel, bias } = whiteningOf(Float32Array.of(0, 0, 4, 0, 0, 2, 4, 2), 2);
  expect([...kernel, ...bias].map((value) => value.toFixed(4))).toEqual(['0.4969', '0.0000', '0.0000', '0.9759', '-0.9938', '-0.9759']);
});
