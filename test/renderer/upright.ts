import type { Placement } from '../../src/renderer/viewer/view';

/** The image's middle (100, 50) lies in the canvas' middle (400, 300), two canvas pixels a pixel. */
export const upright: Placement = {
  canvasWidth: 800,
  canvasHeight: 600,
  imageWidth: 200,
  imageHeight: 100,
  scale: 2,
  pan: { x: 0, y: 0 },
  rotation: 0,
  flippedHorizontally: false,
  flippedVertically: false,
  stretchX: 1,
  stretchY: 1,
};
