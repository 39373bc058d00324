import { expect, test } from 'vitest';
import { mirrorSymmetry } from '../../../src/main/ml/input-check/symmetry';

/** 64 x 64 cells of a function of the column. */
const striped = (levelOf: (column: number) => number) => Float32Array.from({ length: 64 * 64 }, (_, cell) => levelOf(cell % 64));

test.each([
  ['a bright column in the middle', striped((x) => (x >= 28 && x < 36 ? 1 : -1)), '1.00'],
  // Its axis lies between columns 35 and 36, four cells right of the picture's: the mirror image has to move by eight.
  ['a bright column beside it', striped((x) => (x >= 32 && x < 40 ? 1 : -1)), '1.00'],
  // The mirror image of a ramp falls where it rises, however it is moved.
  ['a ramp', striped((x) => x / 32 - 1), '-1.00'],
  ['a blank', striped(() => 0.5), '0.00'],
])('%s', (_, picture, expected) => {
  expect(mirrorSymmetry(picture).toFixed(2)).toBe(expected);
});
