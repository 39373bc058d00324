import { decode } from 'fast-png';
import { expect, test } from 'vitest';
import { evenlySpaced } from '../../tools/overlays/choose';
import { overlayPicture } from '../../tools/overlays/picture';

test('chooses the middle of equal stretches', () => {
  // Of seven in three stretches of 7/3: at 7/6, 7/2 and 35/6, rounded down.
  expect(evenlySpaced([0, 1, 2, 3, 4, 5, 6], 3)).toEqual([1, 3, 5]);
  expect(() => evenlySpaced([1], 2)).toThrow('2 were asked for, and there are 1');
});

test('draws the model’s box in a whole line and the radiologists’ dashed, over a tint where the map is strong', () => {
  const image = { width: 20, height: 20, values: new Uint8Array(400) };
  const heatmap = { width: 2, height: 1, values: Float32Array.of(0, 1), region: { x: 0, y: 0, width: 20, height: 20 } };
  const found = { x: 0, y: 0, width: 8, height: 8, score: 1 };
  const { data, palette } = decode(overlayPicture(image, { heatmap, boxes: [found] }, [{ x: 0, y: 10, width: 10, height: 10 }], 20));
  const colourAt = (x: number, y: number) => palette?.[data[y * 20 + x] ?? NaN];
  // The dash of six pixels along x + y: from 0 to 5 drawn, from 6 to 11 not; (0, 12) lies in a drawn one and (0, 10) does not.
  expect([colourAt(3, 0), colourAt(0, 12), colourAt(0, 10), colourAt(5, 5), colourAt(15, 5)]).toEqual([
    [213, 94, 0],
    [86, 180, 233],
    [0, 0, 0],
    [0, 0, 0],
    // Black under 0.55 of vermilion.
    [117, 52, 0],
  ]);
});
