import type { DisplayedView } from '../../shared/displayed-view';
import type { Rectangle } from '../../shared/image';
import type { Matrix } from '../../shared/matrix';

export type Orientation = Pick<DisplayedView, 'rotation' | 'flippedHorizontally' | 'flippedVertically'>;

/** A picture of `channels` interleaved bytes a pixel, row-major. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly values: Uint8Array;
}

/** Flips and then turns a picture as the viewer does, pixel for pixel. */
export function oriented(picture: Picture, orientation: Orientation): Picture {
  const { rotation, flippedHorizontally, flippedVertically } = orientation;
  if (rotation === 0 && !flippedHorizontally && !flippedVertically) return picture;
  const { channels, values } = picture;
  const { width, height, first, perColumn, perRow } = walk(picture, orientation);
  const turned = new Uint8Array(values.length);
  for (let y = 0, at = 0; y < height; y += 1) {
    for (let x = 0, from = channels * (first + y * perRow); x < width; x += 1, from += channels * perColumn) {
      for (let channel = 0; channel < channels; channel += 1, at += 1) turned[at] = values[from + channel] ?? 0;
    }
  }
  return { width, height, channels, values: turned };
}

type Size = Pick<Picture, 'width' | 'height'>;

/** In which steps the picture's pixels are met when the turned one is filled row by row. */
interface Walk extends Size {
  /** The pixel that comes to the upper left corner. */
  readonly first: number;
  readonly perColumn: number;
  readonly perRow: number;
}

function walk({ width, height }: Size, { rotation, flippedHorizontally, flippedVertically }: Orientation): Walk {
  // Steps to the right and downward in the flipped picture, and its corners, as places in the original.
  const right = flippedHorizontally ? -1 : 1;
  const down = flippedVertically ? -width : width;
  const topLeft = (flippedVertically ? (height - 1) * width : 0) + (flippedHorizontally ? width - 1 : 0);
  const toRight = (width - 1) * right;
  const toBottom = (height - 1) * down;
  switch (rotation) {
    case 0:
      return { width, height, first: topLeft, perColumn: right, perRow: down };
    case 90:
      return { width: height, height: width, first: topLeft + toBottom, perColumn: -down, perRow: right };
    case 180:
      return { width, height, first: topLeft + toRight + toBottom, perColumn: -right, perRow: -down };
    case 270:
      return { width: height, height: width, first: topLeft + toRight, perColumn: down, perRow: -right };
  }
}

/** Where a rectangle of the picture lies once it was flipped and turned. */
export function orientedRectangle(size: Size, orientation: Orientation, rectangle: Rectangle): Rectangle {
  const { rotation, flippedHorizontally, flippedVertically } = orientation;
  const x = flippedHorizontally ? size.width - rectangle.x - rectangle.width : rectangle.x;
  const y = flippedVertically ? size.height - rectangle.y - rectangle.height : rectangle.y;
  const { width, height } = rectangle;
  if (rotation === 90) return { x: size.height - y - height, y: x, width: height, height: width };
  if (rotation === 180) return { x: size.width - x - width, y: size.height - y - height, width, height };
  if (rotation === 270) return { x: y, y: size.width - x - width, width: height, height: width };
  return { x, y, width, height };
}

/** The matrix from the picture's pixels to those of the flipped and turned one. */
export function orientedMatrix(size: Size, orientation: Orientation): Matrix {
  const corner = orientedRectangle(size, orientation, { x: 0, y: 0, width: 0, height: 0 });
  const right = orientedRectangle(size, orientation, { x: 1, y: 0, width: 0, height: 0 });
  const down = orientedRectangle(size, orientation, { x: 0, y: 1, width: 0, height: 0 });
  return { a: right.x - corner.x, b: right.y - corner.y, c: down.x - corner.x, d: down.y - corner.y, e: corner.x, f: corner.y };
}
