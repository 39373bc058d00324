import { expect, test } from 'vitest';
import { boxesIn } from '../../src/main/ml/boxes';

/** Two regions on a square that reaches 100 pixels past either side of an image 200 wide and 400 high; cells are 100 pixels, fine ones 20. */
const heatmap = {
  width: 4,
  height: 4,
  values: Float32Array.from([
    ...[0, 0, 0, 0], //
    ...[0, 1, 0, 0],
    ...[0, 0, 0, 0],
    ...[0, 0, 0.75, 0.75],
  ]),
  region: { x: -100, y: 0, width: 400, height: 400 },
};
const image = { width: 200, height: 400 };

test('draws boxes in image pixels around what is above a share of the peak, clipped to the image, strongest first', () => {
  // From a centre to the next, fine cells fall by 0.2 each: 1, 0.8, 0.6 are at or above 0.5, so a box of two fine cells to either side of the centre
  // (50, 150) and the centre's own, 100 pixels. From 0.75 upward: 0.75, 0.6, then 0.45; so from one fine cell above the centre to the lower edge,
  // 20 x (1 + 1 + 2). Leftward likewise, from 120; rightward to the square's edge, of which the image has what lies before 200.
  expect(boxesIn(heatmap, image, 0.5)).toEqual([
    { x: 0, y: 100, width: 100, height: 100, score: 1 },
    { x: 120, y: 320, width: 80, height: 80, score: 0.75 },
  ]);
});

test('leaves out what is too small, what lies wholly in the padding, and everything where there is nothing', () => {
  // At a share of 0.95 the lone cell keeps one fine cell of 400, under 2 %; the upper corners keep 3 x 3 and lie in the padding.
  const one = (cells: readonly number[]) => ({
    ...heatmap,
    values: Float32Array.from({ length: 16 }, (_, cell) => Number(cells.includes(cell))),
  });
  expect(boxesIn(one([5]), image, 0.95)).toEqual([]);
  expect(boxesIn(one([0, 3]), image, 0.95)).toEqual([]);
  expect(boxesIn(one([]), image, 0)).toEqual([]);
  expect(boxesIn({ ...heatmap, width: 0, height: 0, values: new Float32Array() }, image)).toEqual([]);
});

test('gives each side of the midline a box of its own', () => {
  // Both cells of the middle, 1 and 1: a region from 0 to 200 that the midline at 100 cuts.
  const values = Float32Array.from({ length: 16 }, (_, cell) => Number(cell === 5 || cell === 6));
  expect(boxesIn({ ...heatmap, values }, image, 0.5)).toEqual([
    { x: 0, y: 100, width: 100, height: 100, score: 1 },
    { x: 100, y: 100, width: 100, height: 100, score: 1 },
  ]);
});
