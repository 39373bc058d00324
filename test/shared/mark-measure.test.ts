import { expect, test } from 'vitest';
import { angleAt, areaOf, cardiothoracicRatio, lengthBetween, pixelShape, statisticsOf } from '../../src/shared/mark-measure';
import { labelOf } from '../../src/shared/mark-words';
import type { PixelBlock } from '../../src/shared/mark-measure';

test('a length takes each axis by its own spacing, and is in pixels where there is none', () => {
  const from = { x: 10, y: 20 };
  // 30 columns and 40 rows apart: 50 pixels; at 0.2 mm a row and 0.1 mm a column 3 mm along x and 8 mm along y: root of 73.
  const to = { x: 40, y: 60 };
  expect([
    lengthBetween(from, to, null),
    lengthBetween(from, to, [0.1, 0.1]),
    lengthBetween(from, { x: 40, y: 20 }, [0.2, 0.1]),
    lengthBetween(from, { x: 10, y: 60 }, [0.2, 0.1]),
    { ...lengthBetween(from, to, [0.2, 0.1]), value: lengthBetween(from, to, [0.2, 0.1]).value ** 2 },
  ]).toEqual([
    { value: 50, unit: 'pixels' },
    { value: 5, unit: 'mm' },
    { value: 3, unit: 'mm' },
    { value: 8, unit: 'mm' },
    { value: expect.closeTo(73, 9) as number, unit: 'mm' },
  ]);
});

test('an angle is what it is in the patient, not in pixels', () => {
  const vertex = { x: 0, y: 0 };
  // The diagonal of a pixel lies at 45 degrees where pixels are square; twice as high as wide at atan(2) = 63.435 degrees.
  expect([
    angleAt(vertex, { x: 5, y: 0 }, { x: 0, y: -3 }, null),
    angleAt(vertex, { x: 5, y: 0 }, { x: 2, y: 2 }, null),
    angleAt(vertex, { x: 5, y: 0 }, { x: 2, y: 2 }, [0.2, 0.1]),
    angleAt(vertex, { x: 5, y: 0 }, { x: -4, y: 0 }, null),
    angleAt(vertex, { x: 5, y: 0 }, { x: 7, y: 0 }, null),
    angleAt(vertex, vertex, { x: 7, y: 0 }, null),
  ]).toEqual([90, 45, expect.closeTo(63.43495, 4), 180, 0, null]);
});

test('where only the shape of the pixels is known angles are true, and a length says that its pixels are not square', () => {
  const labels = (pixelAspect: number | null): unknown => {
    const image = { pixelSpacing: null, pixelSpacingKind: null, pixelAspect, viewPosition: 'PA' };
    const [vertex, first, second] = [
      { x: 0, y: 0 },
      { x: 5, y: 0 },
      { x: 3, y: 4 },
    ];
    return [
      labelOf({ kind: 'angle', vertex, first, second: { x: 2, y: 2 } }, image, null, 1, 'en'),
      labelOf({ kind: 'length', from: vertex, to: second }, image, null, 1, 'en'),
    ];
  };
  expect([labels(2), labels(1), labels(null), pixelShape([0.2, 0.1], null)]).toEqual([
    [['63.4°'], ['5.0 pixels, not square']],
    [['45.0°'], ['5.0 pixels']],
    [['45.0°'], ['5.0 pixels']],
    [0.2, 0.1],
  ]);
});

test('the cardiothoracic ratio needs no spacing and takes widths drawn from either side', () => {
  expect([
    cardiothoracicRatio({ row: 5, from: 100, to: 220 }, { row: 9, from: 350, to: 50 }),
    cardiothoracicRatio({ row: 5, from: 100, to: 220 }, { row: 9, from: 50, to: 50 }),
  ]).toEqual([0.4, null]);
});

test('areas are in millimetres squared by both spacings; an ellipse fills pi quarters of its rectangle', () => {
  const area = { x: 3, y: 4, width: 10, height: 20 };
  expect([areaOf('rectangle', area, [0.2, 0.1]), areaOf('rectangle', area, null), areaOf('ellipse', area, null)]).toEqual([
    { value: expect.closeTo(4, 9) as number, unit: 'mm' },
    { value: 200, unit: 'pixels' },
    { value: 50 * Math.PI, unit: 'pixels' },
  ]);
});

// Columns 10 to 13 of rows 20 to 22:   1  2  3  4 /  5  6  7  8 /  9 10 11 12
const block: PixelBlock = { x: 10, y: 20, width: 4, height: 3, values: Array.from({ length: 12 }, (_, index) => index + 1) };

test('a rectangle counts the pixels whose centre it holds, its upper and left side included', () => {
  // Centres 10.5, 11.5 | 12.5 of rows 20.5 | 21.5: the right and lower sides at 12.5 and 21.5 are left out: 1 and 2 remain.
  const open = statisticsOf('rectangle', { x: 10.5, y: 20.5, width: 2, height: 1 }, block);
  // 6, 7, 10 and 11: mean 8.5, squared distances 6.25, 2.25, 2.25, 6.25, their mean 4.25.
  const whole = statisticsOf('rectangle', { x: 11, y: 21, width: 2, height: 2 }, block);
  expect([open, whole, statisticsOf('rectangle', { x: 11.6, y: 21.6, width: 0.5, height: 0.5 }, block)]).toEqual([
    { pixels: 2, mean: 1.5, standardDeviation: 0.5, minimum: 1, maximum: 2 },
    { pixels: 4, mean: 8.5, standardDeviation: Math.sqrt(4.25), minimum: 6, maximum: 11 },
    null,
  ]);
});

test('an ellipse counts centres up to its line and leaves the corners of its rectangle out', () => {
  // Centre (12, 21.5), half axes 1.5 and 1: the centres of row 21 lie (±1.5, 0) and (±0.5, 0) from it: all four are on or in it.
  // Rows 20 and 22 lie one half axis away: only straight above the centre would be in, and no centre is there.
  expect(statisticsOf('ellipse', { x: 10.5, y: 20.5, width: 3, height: 2 }, block)).toEqual({
    pixels: 4,
    mean: 6.5,
    standardDeviation: Math.sqrt(1.25),
    minimum: 5,
    maximum: 8,
  });
});
