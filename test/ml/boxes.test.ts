import { expect, test } from 'vitest';
import { boxesOf } from '../../src/main/ml/boxes';

/** Two regions that touch at a corner only, on a square that reaches 100 pixels past either side of an image 200 wide and 400 high. */
const heatmap = {
  width: 4,
  height: 4,
  values: Float32Array.from([
    ...[0, 0.5, 0, 0], //
    ...[0.75, 1, 0, 0],
    ...[0, 0, 0.5, 0],
    ...[0, 0, 0, 0.25],
  ]),
  region: { x: -100, y: 0, width: 400, height: 400 },
};
const image = { width: 200, height: 400 };

test('draws boxes in image pixels around connected cells, clipped to the image, strongest first', () => {
  expect(boxesOf(heatmap, 0.5, image)).toEqual([
    { x: 0, y: 0, width: 100, height: 200, score: 1 },
    { x: 100, y: 200, width: 100, height: 100, score: 0.5 },
  ]);
});

test('leaves out what lies wholly in the padding', () => {
  const paddingOnly = { ...heatmap, values: Float32Array.from([1, ...Array<number>(14).fill(0), 1]) };
  expect(boxesOf(paddingOnly, 0.5, image)).toEqual([]);
});
