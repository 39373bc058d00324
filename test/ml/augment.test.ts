import { describe, expect, test } from 'vitest';
import { toValues, toVariedValues } from '../../src/main/ml/augment-pictures';
import { coverageOf, drawVariation, type PictureVariation, type Placement, unvaried } from '../../src/main/ml/augment-variation';
import { randomOf } from '../../src/main/ml/step-key';
import type { Tensor } from '../../src/main/ml/tensorflow';

const values = (tensor: Tensor) => [...tensor.dataSync()];
const grey = { darkest: 0, brightest: 1 };
const close = (numbers: readonly number[]) => numbers.map((value) => expect.closeTo(value, 5));
const settings = { flip: true, rotationDegrees: 5, shiftShare: 0.08, scaleShare: 0.15, contrast: 0.33 };
const box = { left: 0, top: 0, right: 0.5, bottom: 0.25 };
const mirrored: Placement = [-1, 0, 1, 0, 1, 0];
/** Shows what lies a quarter of the side further right. */
const quarterLeft: Placement = [1, 0, 0.25, 0, 1, 0];
/** A quarter turn: the varied picture's row shows the picture's column of the same number. */
const turned: Placement = [0, 1, 0, -1, 0, 1];

/** A picture of 4 x 4 whose rows are 0, 51, 102, 255 from left to right. */
const rows = Uint8Array.from({ length: 16 }, (_, index) => [0, 51, 102, 255][index % 4] ?? 0);
const varied = (variation: Partial<PictureVariation>, noise = 0) =>
  toVariedValues(rows, 4, grey, { pictures: [{ ...unvaried, ...variation }], noise, noiseKey: [1, 2] });
const firstRow = (tensor: Tensor) => values(tensor).slice(0, 4);

describe('pictures', () => {
  test('become values in the network’s range', () => {
    expect(firstRow(toValues(rows, 4, grey))).toEqual(close([0, 0.2, 0.4, 1]));
    expect(firstRow(toValues(rows, 4, { darkest: -1, brightest: 1 }))).toEqual(close([-1, -0.6, -0.2, 1]));
  });

  test('are mirrored, moved with darkness following, turned, and brought to a power of brightness', () => {
    expect(firstRow(varied({ placement: mirrored }))).toEqual(close([1, 0.4, 0.2, 0]));
    expect(firstRow(varied({ placement: quarterLeft }))).toEqual(close([0.2, 0.4, 1, 0]));
    // Columns become rows.
    expect(values(varied({ placement: turned }))).toEqual(close([0, 0.2, 0.4, 1].flatMap((value) => [value, value, value, value])));
    expect(firstRow(varied({ gamma: 2 }))).toEqual(close([0, 0.04, 0.16, 1]));
  });

  test('get the noise that the key decides', () => {
    const noise = (deviation: number) => values(varied({}, deviation)).map((value, index) => value - (rows[index] ?? 0) / 255);
    expect(noise(0.1)).toEqual(noise(0.1));
    expect(noise(0.2)).toEqual(close(noise(0.1).map((value) => value * 2)));
  });

  test('are left as they are where nothing varies', () => {
    expect(values(varied({}))).toEqual(values(toValues(rows, 4, grey)));
  });
});

describe('boxes', () => {
  test('cover the cells of the picture as it is shown', () => {
    // The box fills the upper half of the upper left one of 2 x 2 cells; moved, its right half fills half of that.
    const covers = [unvaried.placement, mirrored, quarterLeft].map((placement) => [...coverageOf([box], placement, 2)]);
    expect(covers).toEqual([[0.5, 0, 0, 0], [0, 0.5, 0, 0], [0.25, 0, 0, 0]]); // prettier-ignore
  });

  test('that overlap count once', () => {
    expect([...coverageOf([box, box], unvaried.placement, 1)]).toEqual([0.125]);
  });
});

describe('a variation', () => {
  const draw = (step: number) => drawVariation(settings, randomOf({ seed: 1, epoch: 2, step }, 'variation'));

  test('follows from the key, and stays within the limits', () => {
    const drawn = Array.from({ length: 200 }, (_, step) => draw(step));
    expect(drawn).toEqual(Array.from({ length: 200 }, (_, step) => draw(step)));
    const scales = drawn.map(({ placement: [a, b] }) => 1 / Math.hypot(a, b));
    const angles = drawn.map(({ placement: [a, , , d] }) => (Math.asin(Math.abs(d) / Math.hypot(a, d)) * 180) / Math.PI);
    const centres = drawn.flatMap(({ placement: [a, b, c, d, e, f] }) => [(a + b) / 2 + c - 0.5, (d + e) / 2 + f - 0.5]);
    const gammas = drawn.map(({ gamma }) => gamma);
    const limits = (numbers: readonly number[]) => [Math.min(...numbers), Math.max(...numbers)].map((value) => Number(value.toFixed(2)));
    // 200 even draws come within a few hundredths of both ends.
    expect([limits(scales), limits(angles), limits(centres), limits(gammas)]).toEqual([
      [expect.closeTo(1 / 1.15, 1), expect.closeTo(1.15, 1)],
      [expect.closeTo(0, 0), expect.closeTo(5, 0)],
      [expect.closeTo(-0.08, 1), expect.closeTo(0.08, 1)],
      [expect.closeTo(1 / 1.33, 1), expect.closeTo(1.33, 1)],
    ]);
    expect([Math.max(...scales) <= 1.15 + 1e-9, Math.max(...angles) <= 5 + 1e-9, Math.max(...centres) <= 0.08 + 1e-9]).toEqual([
      true,
      true,
      true,
    ]);
    const mirrors = drawn.filter(({ placement: [a] }) => a < 0).length;
    expect(mirrors > 60 && mirrors < 140).toBe(true);
  });

  test('is none where the settings name none', () => {
    const none = { flip: false, rotationDegrees: 0, shiftShare: 0, scaleShare: 0, contrast: 0 };
    const { placement, gamma } = drawVariation(none, randomOf({ seed: 1, epoch: 0, step: 0 }, 'variation'));
    expect([placement.map((value) => value + 0), gamma]).toEqual([[...unvaried.placement], 1]);
  });
});
