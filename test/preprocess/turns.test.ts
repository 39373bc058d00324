import { expect, test } from 'vitest';
import { toNetworkInput } from '../../src/main/preprocess/network-input';
import { turnCells, turnRectangle } from '../../src/main/preprocess/turns';
import { repaired } from '../../src/main/preprocess/upright-input';

// 1 2 3
// 4 5 6   3 wide, 2 high; clockwise by 90: 4 1 / 5 2 / 6 3.
const cells = Float32Array.of(1, 2, 3, 4, 5, 6);
const size = { width: 3, height: 2 };

test('cells turn clockwise', () => {
  const turned = ([0, 1, 2, 3] as const).map((turns) => [...turnCells(cells, size, turns)]);
  expect(turned).toEqual([
    [1, 2, 3, 4, 5, 6],
    [4, 1, 5, 2, 6, 3],
    [6, 5, 4, 3, 2, 1],
    [3, 6, 2, 5, 1, 4],
  ]);
});

test('a rectangle turns with its picture', () => {
  // The cells 2 3: at (1, 0), 2 wide, 1 high. Clockwise they stand at the right, from the second row to the third: (1, 1), 1 wide, 2 high.
  const rectangle = { x: 1, y: 0, width: 2, height: 1 };
  const turned = ([0, 1, 2, 3] as const).map((turns) => turnRectangle(rectangle, size, turns));
  expect(turned).toEqual([
    rectangle,
    { x: 1, y: 1, width: 1, height: 2 },
    { x: 0, y: 1, width: 2, height: 1 },
    { x: 0, y: 0, width: 1, height: 2 },
  ]);
});

const picture = { width: 4, height: 2, values: Uint8Array.of(10, 20, 30, 40, 50, 60, 70, 80) };
/** The same picture, turned clockwise and with its greys inverted. */
const mistaken = { width: 2, height: 4, values: Uint8Array.of(205, 245, 195, 235, 185, 225, 175, 215) };

test.each(['square-area-1', 'square-area-equalised-1'] as const)(
  'an input set right is that of the right picture (%s)',
  (preprocessing) => {
    const form = { size: 4, preprocessing };
    const wrong = toNetworkInput(mistaken, form);
    const { values, ...place } = repaired(wrong, { isInverted: true, turns: 3 }, preprocessing);
    const right = toNetworkInput(picture, form);
    expect(place).toEqual({ region: right.region, width: 4, height: 2 });
    expect([...values].map((value) => value.toFixed(3))).toEqual([...right.values].map((value) => value.toFixed(3)));
  },
);
