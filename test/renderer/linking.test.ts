import { expect, test } from 'vitest';
import { fitScale, placeIn, relativePlace, shareGreys } from '../../src/renderer/viewer/linking';
import type { Placement } from '../../src/renderer/viewer/view';
import type { ShownImage } from '../../src/renderer/viewer/viewport';

const placement: Placement = {
  scale: 4,
  pan: { x: 20, y: -10 },
  rotation: 0,
  flippedHorizontally: false,
  flippedVertically: false,
  canvasWidth: 400,
  canvasHeight: 600,
  imageWidth: 200,
  imageHeight: 100,
  stretchX: 1,
  stretchY: 1,
};

test('zoom is told relative to the fit, and the shift in fractions of the image', () => {
  // 200 pixels fit into 400 at a scale of 2, so 4 is twice that; 20 of 200 and -10 of 100 pixels.
  expect(relativePlace(placement)).toEqual({ zoom: 2, shift: { x: 0.1, y: -0.1 } });
});

test('another image in another pane lies in the same relative place', () => {
  const other: Placement = { ...placement, canvasWidth: 1000, canvasHeight: 500, imageWidth: 2000, imageHeight: 2500 };
  // It fits at 500 / 2500 = 0.2; a tenth of its sides are 200 and 250 pixels.
  expect(placeIn(other, { zoom: 2, shift: { x: 0.1, y: -0.1 } })).toEqual({ scale: 0.4, pan: { x: 200, y: -250 } });
});

test('a turned image with pixels that are not square is measured as it is shown', () => {
  // Stretched by 2 along its width it is 400 x 100, turned 100 x 400: it fits at 600 / 400 = 1.5. The screen's x axis runs along the image's height.
  const turned: Placement = { ...placement, rotation: 90, stretchX: 2, scale: 3, pan: { x: 10, y: 20 } };
  const relative = relativePlace(turned);
  expect([fitScale(turned), relative, placeIn(turned, relative)]).toEqual([
    1.5,
    { zoom: 2, shift: { x: 0.1, y: 0.1 } },
    { scale: 3, pan: { x: 10, y: 20 } },
  ]);
});

test('a window is shared only where values are shown alike', () => {
  const image = (bitsStored: number, slope: number, highIsDark: boolean): ShownImage =>
    ({ greys: { bitsStored }, rescale: { slope, intercept: 0 }, highIsDark }) as ShownImage;
  const one = image(12, 1, false);
  expect(
    [image(12, 1, false), image(14, 1, false), image(12, 2, false), image(12, 1, true)].map((other) => shareGreys(one, other)),
  ).toEqual([true, false, false, false]);
});
