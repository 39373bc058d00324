import { expect, test } from 'vitest';
import { boxInView, coverage, randomVariation } from '../../src/main/ml/augment';
import { seededRandom } from '../../src/main/ml/random';

const wholePicture = { left: 0, top: 0, right: 1, bottom: 1 };

const box = { left: 0.25, top: 0.5, right: 0.5, bottom: 0.75 };

test('follows a box into a view, mirrored or not', () => {
  const view = { left: 0.25, top: 0, right: 0.75, bottom: 1 };
  expect([boxInView(box, wholePicture), boxInView(box, view), boxInView(box, { ...view, left: 0.75, right: 0.25 })]).toEqual([
    box,
    { left: 0, top: 0.5, right: 0.5, bottom: 0.75 },
    { left: 0.5, top: 0.5, right: 1, bottom: 0.75 },
  ]);
});

test('says how much of each cell the boxes cover', () => {
  const cells = coverage(
    [
      { left: 0, top: 0, right: 0.75, bottom: 0.5 },
      { left: 0.5, top: 0.25, right: 1.5, bottom: 0.5 },
    ],
    2,
  );
  expect([...cells]).toEqual([1, 0.5, 0, 0]);
});

test('varies within its limits, the same way for the same seed', () => {
  const draw = (seed: number) => {
    const random = seededRandom(seed);
    return Array.from({ length: 200 }, () => randomVariation(random));
  };
  const widths = draw(1).map(({ view }) => view.right - view.left);
  expect(draw(1)).toEqual(draw(1));
  expect([widths.some((width) => width < 0), widths.some((width) => width > 0)]).toEqual([true, true]);
  expect(widths.every((width) => Math.abs(width) >= 0.8 && Math.abs(width) <= 1.15)).toBe(true);
});
