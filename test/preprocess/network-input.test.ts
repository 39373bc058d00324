import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type PictureForm, toNetworkInput } from '../../src/main/preprocess/network-input';
import { greyRamp } from '../support/pictures';

const equalised = (size: number): PictureForm => ({ size, preprocessing: 'square-area-equalised-1' });

const picture = (width: number, values: readonly number[]) => ({ width, height: values.length / width, values: Uint8Array.from(values) });
/** Row by row, to four decimals. */
const rows = (values: Float32Array, size: number) =>
  Array.from({ length: size }, (_, row) => [...values.slice(row * size, (row + 1) * size)].map((value) => Number(value.toFixed(4))));
const digest = (values: Float32Array) => createHash('sha256').update(new Uint8Array(values.buffer)).digest('hex').slice(0, 16);

describe('the picture a network sees', () => {
  test('ranks its cells evenly from -1, the darkest, to 1, the brightest', () => {
    const { values, region } = toNetworkInput(picture(2, [0, 10, 20, 200]), equalised(2));
    expect({ rows: rows(values, 2), region }).toEqual({
      rows: [
        [-1, -0.3333],
        [0.3333, 1],
      ],
      region: { x: 0, y: 0, width: 2, height: 2 },
    });
  });

  test('takes the mean over the area of a cell, parts of pixels included', () => {
    // Two cells across three pixels: (30 + 20/2) / 1.5 on either side of a row, so both cells of a row are equal.
    const { values } = toNetworkInput(picture(3, [30, 20, 30, 0, 0, 0, 60, 60, 60]), equalised(2));
    expect(rows(values, 2)).toEqual([
      [-1, -1],
      [1, 1],
    ]);
  });

  test('pads a wide picture above and below with black, and says what the square covers', () => {
    const { values, region } = toNetworkInput(picture(4, [1, 2, 3, 4, 5, 6, 7, 8]), equalised(4));
    expect({ rows: rows(values, 4), region }).toEqual({
      rows: [
        [-1, -1, -1, -1],
        [-1, -0.7143, -0.4286, -0.1429],
        [0.1429, 0.4286, 0.7143, 1],
        [-1, -1, -1, -1],
      ],
      region: { x: 0, y: -1, width: 4, height: 4 },
    });
  });

  test('enlarges a picture smaller than the network by repeating its pixels', () => {
    const { values, region } = toNetworkInput(picture(1, [5, 9]), equalised(4));
    expect({ rows: rows(values, 4), region }).toEqual({
      rows: [
        [-1, -1, -1, -1],
        [-1, -1, -1, -1],
        [1, 1, -1, -1],
        [1, 1, -1, -1],
      ],
      region: { x: 0, y: 0, width: 2, height: 2 },
    });
  });

  test('does not depend on the window: a brighter, flatter copy gives the same bits', () => {
    const dark = greyRamp(448, 448);
    const flat = { ...dark, values: dark.values.map((value) => (value >> 1) + 100) };
    const halved = { ...dark, values: dark.values.map((value) => value >> 1) };
    expect(digest(toNetworkInput(flat, equalised(64)).values)).toBe(digest(toNetworkInput(halved, equalised(64)).values));
  });

  test('takes cells of any height, and one picture after another of any width', () => {
    // 300 rows a cell: more than are added up in 16 bits. A quarter each of 0, 10, 20 and 200.
    const quarters = Uint8Array.from(
      { length: 600 * 600 },
      (_, at) => [0, 10, 20, 200][2 * Number(at >= 600 * 300) + Number(at % 600 >= 300)] ?? 0,
    );
    const large = () => rows(toNetworkInput({ width: 600, height: 600, values: quarters }, equalised(2)).values, 2);
    const small = () => rows(toNetworkInput(picture(2, [0, 10, 20, 200]), equalised(2)).values, 2);
    const expected = [
      [-1, -0.3333],
      [0.3333, 1],
    ];
    const wide = greyRamp(448, 448);
    const first = digest(toNetworkInput(wide, equalised(64)).values);
    expect([large(), small(), digest(toNetworkInput(wide, equalised(64)).values)]).toEqual([expected, expected, first]);
  });

  test('is black throughout where the picture has one grey only', () => {
    expect(new Set(toNetworkInput(picture(2, [7, 7, 7, 7]), equalised(2)).values)).toEqual(new Set([-1]));
  });

  // A change of any of these bits needs a new preprocessing version: models are tied to it.
  test.each([
    [1024, 1024, 224, 'e657c834c13c37d3'],
    [2500, 2048, 224, '8a735264fad82f33'],
    [301, 499, 224, '02c9a6c60b7bc35d'],
    [100, 80, 224, '7f41f0e2e4e3db83'],
  ])('gives known bits for %i x %i pixels at %i', (width, height, size, expected) => {
    expect(digest(toNetworkInput(greyRamp(width, height), equalised(size)).values)).toBe(expected);
  });
});
