import { expect, test } from 'vitest';
import { imageToCanvas } from '../../src/renderer/viewer/overlay-geometry';
import { transformPoint } from '../../src/shared/matrix';
import type { Placement, View } from '../../src/renderer/viewer/view';
import { ViewTools } from '../../src/renderer/viewer/view-tools';

const start: View = {
  scale: 2,
  pan: { x: 0, y: 0 },
  rotation: 0,
  flippedHorizontally: false,
  flippedVertically: false,
  inverted: false,
  window: { centre: 50, width: 100 },
  shape: 'LINEAR',
  sharpening: 'off',
};

/** The tools on a 200 x 100 image in a canvas of 800 x 600, drawn by nobody. */
class Tools extends ViewTools {
  view: View = start;
  get placement(): Placement {
    return { ...this.view, canvasWidth: 800, canvasHeight: 600, imageWidth: 200, imageHeight: 100, stretchX: 1, stretchY: 1 };
  }
  change(change: Partial<View>): void {
    this.view = { ...this.view, ...change };
  }
  protected override get viewport() {
    return { view: this.view, placement: this.placement, change: (change: Partial<View>) => this.change(change), fit: () => undefined };
  }
  /** Where the image's upper left corner lies on the canvas. */
  get corner(): { x: number; y: number } {
    const { x, y } = transformPoint(imageToCanvas(this.placement), { x: 0, y: 0 });
    return { x: Math.round(x), y: Math.round(y) };
  }
}

test('flips go along the screen’s axes, whichever way the image has been turned', () => {
  const upright = new Tools();
  upright.flipHorizontally();
  const turned = new Tools();
  turned.rotate();
  const before = turned.corner;
  turned.flipHorizontally();
  // Upright the image spans 200..600 x 200..400, turned 300..500 x 100..500.
  expect([upright.corner, before, turned.corner, turned.view.flippedVertically]).toEqual([
    { x: 600, y: 200 },
    { x: 500, y: 100 },
    { x: 300, y: 100 },
    true,
  ]);
});

test('zooming keeps the middle, stops at its limits, and panning moves by canvas pixels', () => {
  const tools = new Tools();
  tools.zoomIn();
  const zoomed = { scale: tools.view.scale, pan: tools.view.pan };
  for (let step = 0; step < 100; step += 1) tools.zoomIn();
  const largest = tools.view.scale;
  for (let step = 0; step < 100; step += 1) tools.zoomOut();
  const smallest = tools.view.scale;
  tools.change({ scale: 2, pan: { x: 0, y: 0 } });
  tools.nudge(1, -1);
  expect([zoomed, largest, smallest, tools.corner]).toEqual([{ scale: 2.4, pan: { x: 0, y: 0 } }, 64, 0.02, { x: 260, y: 140 }]);
});

test('four quarter turns and two inversions change nothing', () => {
  const tools = new Tools();
  for (let turn = 0; turn < 4; turn += 1) tools.rotate();
  tools.invert();
  tools.invert();
  expect(tools.view).toEqual(start);
});
