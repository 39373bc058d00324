import { expect, test } from 'vitest';
import { inOriginal } from '../../../src/main/ml/input-check/in-original';

// A stored picture of 20 x 10 pixels that lies on its side: upright it is 10 x 20. The network saw the upright picture in a square of 20, which
// reaches 5 pixels past it on the left and the right: in cells of 10 pixels
//   1 2
//   3 4
// Turned clockwise by 90 the cells are 3 1 / 4 2. The square's left edge (x = -5) becomes the top one (y = -5), its lower edge (y = 20) the left one (x = 0).
// A box at (1, 2), 3 wide and 4 high ends at y = 6: its lower edge becomes the left one at 20 - 6 = 14.
const upright = {
  heatmap: { width: 2, height: 2, values: Float32Array.of(1, 2, 3, 4), region: { x: -5, y: 0, width: 20, height: 20 } },
  boxes: [{ x: 1, y: 2, width: 3, height: 4, score: 0.5 }],
};

test('an overlay made on the upright picture is turned back into the stored one', () => {
  expect(inOriginal(upright, { width: 20, height: 10 }, ['inverted', 'rotated-90'])).toEqual({
    heatmap: { width: 2, height: 2, values: Float32Array.of(3, 1, 4, 2), region: { x: 0, y: -5, width: 20, height: 20 } },
    boxes: [{ x: 14, y: 1, width: 4, height: 3, score: 0.5 }],
  });
});

test('an overlay of a picture that was only inverted stays where it is', () => {
  expect(inOriginal(upright, { width: 10, height: 20 }, ['inverted'])).toEqual(upright);
});
