import { beforeAll, describe, expect, test, vi } from 'vitest';
import { imageToCanvas, panForShift, panForZoom, panToCentre, rectangleOnCanvas } from '../../src/renderer/viewer/overlay-geometry';
import { invert, transformPoint } from '../../src/shared/matrix';
import type { Placement } from '../../src/renderer/viewer/view';
import { upright } from './upright';

const rotations = [0, 90, 180, 270] as const;
const everyPlacement: readonly Placement[] = rotations.flatMap((rotation) =>
  [false, true].flatMap((flippedHorizontally) =>
    [false, true].flatMap((flippedVertically) =>
      [1, 1.5].map((stretchX) => ({
        ...upright,
        rotation,
        flippedHorizontally,
        flippedVertically,
        stretchX,
        scale: 1.7,
        pan: { x: 13, y: -7 },
      })),
    ),
  ),
);

const rounded = ({ x, y }: { x: number; y: number }): { x: number; y: number } => ({
  x: Math.round(x * 1e6) / 1e6,
  y: Math.round(y * 1e6) / 1e6,
});

describe('imageToCanvas', () => {
  test('puts the corners of an upright image around the middle of the canvas', () => {
    // 200 x 100 at scale 2 covers 400 x 200 of 800 x 600: from (200, 200) to (600, 400).
    const matrix = imageToCanvas(upright);
    expect([transformPoint(matrix, { x: 0, y: 0 }), transformPoint(matrix, { x: 200, y: 100 })]).toEqual([
      { x: 200, y: 200 },
      { x: 600, y: 400 },
    ]);
  });

  test('turns clockwise: the upper left corner goes to the upper right', () => {
    // Turned, the image covers 200 x 400: from (300, 100) to (500, 500).
    expect(rounded(transformPoint(imageToCanvas({ ...upright, rotation: 90 }), { x: 0, y: 0 }))).toEqual({ x: 500, y: 100 });
  });

  test('flips before it turns', () => {
    expect(rounded(transformPoint(imageToCanvas({ ...upright, rotation: 90, flippedHorizontally: true }), { x: 0, y: 0 }))).toEqual({
      x: 500,
      y: 500,
    });
  });

  test('its inverse brings every point back', () => {
    const point = { x: 31.5, y: 77.25 };
    const back = everyPlacement.map((placement) => {
      const matrix = imageToCanvas(placement);
      return rounded(transformPoint(invert(matrix), transformPoint(matrix, point)));
    });
    expect(back).toEqual(everyPlacement.map(() => point));
  });
});

describe('against the viewer library itself', () => {
  interface LibraryTransform {
    transformPoint(x: number, y: number): { x: number; y: number };
  }
  let calculateTransform: (element: object) => LibraryTransform;

  beforeAll(async () => {
    // The library looks for a browser when it is loaded; its transform needs none.
    vi.stubGlobal('window', globalThis);
    vi.stubGlobal('document', { createElement: () => ({ getContext: () => null }) });
    const library = (await import('cornerstone-core')) as { default: { internal: { calculateTransform: typeof calculateTransform } } };
    calculateTransform = library.default.internal.calculateTransform;
  });

  test('every turn, flip, pan and stretch puts every corner where the library draws it', () => {
    const corners = [
      { x: 0, y: 0 },
      { x: 200, y: 0 },
      { x: 0, y: 100 },
      { x: 63.5, y: 12.25 },
    ];
    const ours = everyPlacement.flatMap((placement) => corners.map((corner) => rounded(transformPoint(imageToCanvas(placement), corner))));
    const theirs = everyPlacement.flatMap((placement) => {
      const transform = calculateTransform({
        canvas: { width: placement.canvasWidth, height: placement.canvasHeight },
        // A column spacing 1.5 times the row spacing stretches along x.
        image: { width: 200, height: 100, columns: 200, rows: 100, rowPixelSpacing: 1, columnPixelSpacing: placement.stretchX },
        viewport: {
          scale: placement.scale,
          rotation: placement.rotation,
          translation: placement.pan,
          hflip: placement.flippedHorizontally,
          vflip: placement.flippedVertically,
        },
      });
      return corners.map(({ x, y }) => rounded(transform.transformPoint(x, y)));
    });
    expect(ours).toEqual(theirs);
  });
});

test('a rectangle keeps positive sides however the image is turned', () => {
  const box = { x: 10, y: 20, width: 30, height: 40 };
  // Centre (100, 50), scale 2. Turned by 90: x' = 400 + 2 (50 - y), y' = 300 + 2 (x - 100).
  expect(rectangleOnCanvas({ ...upright, rotation: 90 }, box)).toEqual({ x: 380, y: 120, width: 80, height: 60 });
});

test('a pan moves the image by so many canvas pixels, whichever way it is turned', () => {
  const shift = { x: 40, y: -25 };
  const moved = everyPlacement.map((placement) => {
    const change = panForShift(placement, shift);
    const before = transformPoint(imageToCanvas(placement), { x: 5, y: 6 });
    const panned = { ...placement, pan: { x: placement.pan.x + change.x, y: placement.pan.y + change.y } };
    const after = transformPoint(imageToCanvas(panned), { x: 5, y: 6 });
    return rounded({ x: after.x - before.x, y: after.y - before.y });
  });
  expect(moved).toEqual(everyPlacement.map(() => shift));
});

test('what lies under the pointer stays there while zooming', () => {
  const anchor = { x: 123, y: 456 };
  const kept = everyPlacement.map((placement) => {
    const under = transformPoint(invert(imageToCanvas(placement)), anchor);
    const zoomed = { ...placement, scale: 3.1, pan: panForZoom(placement, anchor, 3.1) };
    return rounded(transformPoint(imageToCanvas(zoomed), under));
  });
  expect(kept).toEqual(everyPlacement.map(() => anchor));
});

test('a point is brought to the middle of the canvas', () => {
  const centred = everyPlacement.map((placement) =>
    rounded(transformPoint(imageToCanvas({ ...placement, pan: panToCentre(placement, { x: 20, y: 90 }) }), { x: 20, y: 90 })),
  );
  expect(centred).toEqual(everyPlacement.map(() => ({ x: 400, y: 300 })));
});
