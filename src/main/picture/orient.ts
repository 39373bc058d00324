import type { DisplayedView } from '../../shared/displayed-view';
import type { Rectangle } from '../../shared/image';

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
  const [width, height] = turnedSize(picture, rotation);
  const turned = new Uint8Array(values.length);
  for (let y = 0, at = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const from = channels * sourcePixel(picture, orientation, x, y);
      for (let channel = 0; channel < channels; channel += 1, at += 1) turned[at] = values[from + channel] ?? 0;
    }
  }
  return { width, height, channels, values: turned };
}

type Size = Pick<Picture, 'width' | 'height'>;

const turnedSize = ({ width, height }: Size, rotation: number): [number, number] =>
  rotation === 90 || rotation === 270 ? [height, width] : [width, height];

/** Which pixel of the picture comes to (x, y) once it was flipped and then turned clockwise. */
function sourcePixel(
  { width, height }: Size,
  { rotation, flippedHorizontally, flippedVertically }: Orientation,
  x: number,
  y: number,
): number {
  const [column, row] = {
    0: [x, y],
    90: [y, height - 1 - x],
    180: [width - 1 - x, height - 1 - y],
    270: [width - 1 - y, x],
  }[rotation] as [number, number];
  return (flippedVertically ? height - 1 - row : row) * width + (flippedHorizontally ? width - 1 - column : column);
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
