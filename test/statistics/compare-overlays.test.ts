import { expect, test } from 'vitest';
import { compareOverlays } from '../../src/main/statistics/compare-overlays';

/** Two cells side by side on a picture of 200 by 100; the peak is in the left or in the right one. */
const shown = (side: 'left' | 'right', boxes: readonly number[]) => ({
  heatmap: {
    width: 2,
    height: 1,
    values: side === 'left' ? Float32Array.of(1, 0) : Float32Array.of(0, 1),
    region: { x: 0, y: 0, width: 200, height: 100 },
  },
  boxes: boxes.map((x) => ({ x, y: 0, width: 100, height: 100, score: 1 })),
});
const drawn = [{ x: 0, y: 0, width: 100, height: 100 }];

test('compares two overlays on the same images', () => {
  // Both are alike in every image of a patient, so that every draw gives the same but for what the patients differ in: nothing here.
  const image = { drawn, first: shown('left', [0]), second: shown('right', [0, 100]) };
  // First: peak in the box, the box itself: 1 and 1. Second: peak outside; one hit and one false alarm: 0 and 1/2.
  const constant = (value: number) => ({ value, low: value, high: value });
  expect(
    compareOverlays([
      { patient: 'a', ...image },
      { patient: 'a', ...image },
      { patient: 'b', ...image },
    ]),
  ).toEqual({
    images: 3,
    patients: 2,
    pointingHit: { first: constant(1), second: constant(0), difference: constant(1) },
    meanAveragePrecision: { first: constant(1), second: constant(0.5), difference: constant(0.5) },
  });
});

test('the intervals are over patients', () => {
  const [hit, miss] = [shown('left', []), shown('right', [])];
  const { pointingHit } = compareOverlays([
    { patient: 'a', drawn, first: hit, second: miss },
    { patient: 'b', drawn, first: miss, second: miss },
  ]);
  // Of two patients drawn with replacement none, one or two are a: 0, 1/2 or 1, the outer ones in a quarter of the draws each.
  expect(pointingHit).toEqual({
    first: { value: 0.5, low: 0, high: 1 },
    second: { value: 0, low: 0, high: 0 },
    difference: { value: 0.5, low: 0, high: 1 },
  });
});
