import { expect, test } from 'vitest';
import { intersectionOverUnion, meanAveragePrecision, peakOf, pointsIntoBox } from '../../src/main/statistics/localisation';

const heatmap = {
  width: 2,
  height: 2,
  values: Float32Array.of(0.1, 0.2, 0.9, 0.3),
  region: { x: -100, y: 0, width: 400, height: 400 },
};

test('the peak is the centre of the strongest cell, and nothing without cells', () => {
  // The lower left cell of four, 200 pixels wide, in a square that begins 100 pixels left of the image.
  expect(peakOf(heatmap)).toEqual({ x: 0, y: 300 });
  expect(peakOf({ ...heatmap, width: 0, height: 0, values: new Float32Array() })).toBeNull();
});

test('the pointing game counts a peak in any box', () => {
  const [elsewhere, there] = [
    { x: 100, y: 0, width: 50, height: 50 },
    { x: 0, y: 250, width: 60, height: 60 },
  ];
  expect([pointsIntoBox(heatmap, [elsewhere]), pointsIntoBox(heatmap, [elsewhere, there])]).toEqual([false, true]);
});

const box = (x: number, score = 1) => ({ x, y: 0, width: 100, height: 100, score });

test('overlap is shared over joint area', () => {
  // Half of each shared: 5,000 of 15,000.
  expect([intersectionOverUnion(box(0), box(50)), intersectionOverUnion(box(0), box(200))]).toEqual([1 / 3, 0]);
});

test('mean average precision by hand', () => {
  // Shifted by 30: overlap 70 / 130 = 0.538, above three of the eight thresholds (0.40, 0.45, 0.50), so 3/8.
  const shifted = { drawn: [box(0)], found: [box(30)] };
  // The stronger box takes the drawn one; the other is a false alarm at every threshold: 1/2.
  const doubled = { drawn: [box(0)], found: [box(0, 0.9), box(0, 0.5)] };
  // A false alarm where nothing was drawn is 0, nothing at all does not count.
  const alarm = { drawn: [], found: [box(0)] };
  const empty = { drawn: [], found: [] };
  expect(meanAveragePrecision([shifted])).toBe(3 / 8);
  expect(meanAveragePrecision([shifted, doubled, alarm, empty])).toBeCloseTo((3 / 8 + 1 / 2 + 0) / 3, 12);
  expect(meanAveragePrecision([empty])).toBeNaN();
});
