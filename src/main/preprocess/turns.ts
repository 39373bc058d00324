import type { Rectangle } from '../../shared/image';

// Pictures and rectangles turned by quarter turns. Coordinates are those of Rectangle: pixels, y downward.

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** How often something is turned by 90 degrees clockwise. */
export type QuarterTurns = 0 | 1 | 2 | 3;

/** The turns that undo these. */
export function turnsBack(turns: QuarterTurns): QuarterTurns {
  return ((4 - turns) % 4) as QuarterTurns;
}

/** The size of a picture of this size once it is turned. */
export function turnedSize({ width, height }: Size, turns: QuarterTurns): Size {
  return turns % 2 === 0 ? { width, height } : { width: height, height: width };
}

/** Row-major cells turned clockwise; new ones. */
export function turnCells(cells: Float32Array, size: Size, turns: QuarterTurns): Float32Array {
  const turned = new Float32Array(cells.length);
  const { width, height } = turnedSize(size, turns);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) turned[y * width + x] = cells[cellBefore(x, y, size, turns)] as number;
  }
  return turned;
}

/** Where the cell lay, in the untouched picture, that is at (x, y) once it is turned. */
function cellBefore(x: number, y: number, { width, height }: Size, turns: QuarterTurns): number {
  if (turns === 1) return (height - 1 - x) * width + y;
  if (turns === 2) return (height - 1 - y) * width + (width - 1 - x);
  if (turns === 3) return x * width + (width - 1 - y);
  return y * width + x;
}

/** A rectangle of a picture where it lies once that picture, `size` before, is turned. */
export function turnRectangle({ x, y, width, height }: Rectangle, size: Size, turns: QuarterTurns): Rectangle {
  if (turns === 1) return { x: size.height - y - height, y: x, width: height, height: width };
  if (turns === 2) return { x: size.width - x - width, y: size.height - y - height, width, height };
  if (turns === 3) return { x: y, y: size.width - x - width, width: height, height: width };
  return { x, y, width, height };
}
