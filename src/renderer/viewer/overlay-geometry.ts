import type { Rectangle } from '../../shared/image';
import { invert, type Matrix, rectangleThrough, transformPoint } from '../../shared/matrix';
import type { Placement, Point } from './view';

/**
 * Image pixels to canvas pixels, in the viewer library's own order: centre of the canvas, rotation, stretch and scale,
 * pan in unrotated axes, flips, centre of the image. Image coordinates are continuous: (0, 0) is the upper left corner of
 * the first pixel, its centre is (0.5, 0.5).
 */
export function imageToCanvas(placement: Placement): Matrix {
  const angle = (placement.rotation * Math.PI) / 180;
  const cos = Math.round(Math.cos(angle));
  const sin = Math.round(Math.sin(angle));
  const scaleX = placement.scale * placement.stretchX;
  const scaleY = placement.scale * placement.stretchY;
  const flipX = placement.flippedHorizontally ? -1 : 1;
  const flipY = placement.flippedVertically ? -1 : 1;
  const a = cos * scaleX * flipX;
  const b = sin * scaleX * flipX;
  const c = -sin * scaleY * flipY;
  const d = cos * scaleY * flipY;
  // The pan is turned back before it is scaled and turned again: R S R⁻¹ p.
  const turnedX = cos * placement.pan.x + sin * placement.pan.y;
  const turnedY = -sin * placement.pan.x + cos * placement.pan.y;
  const panX = cos * scaleX * turnedX - sin * scaleY * turnedY;
  const panY = sin * scaleX * turnedX + cos * scaleY * turnedY;
  const centreX = placement.imageWidth / 2;
  const centreY = placement.imageHeight / 2;
  return {
    a,
    b,
    c,
    d,
    e: placement.canvasWidth / 2 + panX - a * centreX - c * centreY,
    f: placement.canvasHeight / 2 + panY - b * centreX - d * centreY,
  };
}

/**
 * A rectangle of the image as it appears on the canvas. Rotations are quarter turns, so it stays axis-aligned; flips and
 * turns may exchange its corners, and the answer's width and height are positive all the same.
 */
export function rectangleOnCanvas(placement: Placement, rectangle: Rectangle): Rectangle {
  return rectangleThrough(imageToCanvas(placement), rectangle);
}

/** The pan that brings a point of the image to the middle of the canvas at the placement's scale. */
export function panToCentre(placement: Placement, point: Point): Point {
  const unpanned = imageToCanvas({ ...placement, pan: { x: 0, y: 0 } });
  const landed = transformPoint(unpanned, point);
  return panForShift(placement, { x: placement.canvasWidth / 2 - landed.x, y: placement.canvasHeight / 2 - landed.y });
}

/** The change of pan that moves the image by so many canvas pixels. */
export function panForShift(placement: Placement, shift: Point): Point {
  const turned = placement.rotation === 90 || placement.rotation === 270;
  return {
    x: shift.x / (placement.scale * (turned ? placement.stretchY : placement.stretchX)),
    y: shift.y / (placement.scale * (turned ? placement.stretchX : placement.stretchY)),
  };
}

/** The pan that keeps what lies under `anchor` (canvas pixels) where it is when the scale changes to `scale`. */
export function panForZoom(placement: Placement, anchor: Point, scale: number): Point {
  const under = transformPoint(invert(imageToCanvas(placement)), anchor);
  const landed = transformPoint(imageToCanvas({ ...placement, scale }), under);
  const change = panForShift({ ...placement, scale }, { x: anchor.x - landed.x, y: anchor.y - landed.y });
  return { x: placement.pan.x + change.x, y: placement.pan.y + change.y };
}
