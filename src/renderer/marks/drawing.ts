import { assertNever } from '../../shared/failure';
import type { Rectangle } from '../../shared/image';
import type { HorizontalSpan, ImagePoint, MarkShape } from '../../shared/marks';
import { transformPoint } from '../viewer/overlay-geometry';
import type { Matrix } from '../viewer/overlay-geometry';
import type { Point } from '../viewer/view';

/** CSS pixels. */
const tickLength = 6;
const arrowLength = 14;

/** The lines of a shape on the canvas, as an SVG path in canvas pixels; '' for a text. `density`: canvas pixels a CSS pixel. */
export function pathOf(shape: MarkShape, matrix: Matrix, density: number): string {
  const at = (point: ImagePoint): Point => transformPoint(matrix, point);
  switch (shape.kind) {
    case 'length':
      return measuredLine(at(shape.from), at(shape.to), density);
    case 'angle':
      return polyline([at(shape.first), at(shape.vertex), at(shape.second)]);
    case 'cardiothoracic-ratio':
      return [shape.heart, shape.thorax]
        .map((span) => {
          const [from, to] = endsOf(span);
          return measuredLine(at(from), at(to), density);
        })
        .join(' ');
    case 'ellipse': {
      const { x, y, width, height } = boundsOnCanvas(shape.area, matrix);
      const [across, down] = [width / 2, height / 2];
      return `M ${x} ${y + down} a ${across} ${down} 0 1 0 ${width} 0 a ${across} ${down} 0 1 0 ${-width} 0 Z`;
    }
    case 'rectangle':
    case 'box': {
      const { x, y, width, height } = boundsOnCanvas(shape.area, matrix);
      return `M ${x} ${y} h ${width} v ${height} h ${-width} Z`;
    }
    case 'arrow':
      return arrow(at(shape.tail), at(shape.tip), density);
    case 'text':
      return '';
    default:
      return assertNever(shape);
  }
}

function endsOf({ row, from, to }: HorizontalSpan): [ImagePoint, ImagePoint] {
  return [
    { x: from, y: row },
    { x: to, y: row },
  ];
}

function polyline(points: readonly Point[]): string {
  return points.map(({ x, y }, place) => `${place === 0 ? 'M' : 'L'} ${x} ${y}`).join(' ');
}

/** Of length 1; along x where there is no direction. */
function direction(from: Point, to: Point): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  return length === 0 ? { x: 1, y: 0 } : { x: (to.x - from.x) / length, y: (to.y - from.y) / length };
}

/** A line with a tick across each end. */
function measuredLine(from: Point, to: Point, density: number): string {
  const along = direction(from, to);
  const across = { x: -along.y * tickLength * density, y: along.x * tickLength * density };
  const tick = ({ x, y }: Point): string => polyline([{ x: x - across.x, y: y - across.y }, { x: x + across.x, y: y + across.y }]); // prettier-ignore
  return [polyline([from, to]), tick(from), tick(to)].join(' ');
}

function arrow(tail: Point, tip: Point, density: number): string {
  const along = direction(tip, tail);
  const barb = (side: 1 | -1): Point => ({
    x: tip.x + (along.x - side * along.y * 0.5) * arrowLength * density,
    y: tip.y + (along.y + side * along.x * 0.5) * arrowLength * density,
  });
  return [polyline([tail, tip]), polyline([barb(1), tip, barb(-1)])].join(' ');
}

/** Quarter turns and flips leave rectangles upright. */
function boundsOnCanvas({ x, y, width, height }: Rectangle, matrix: Matrix): Rectangle {
  const one = transformPoint(matrix, { x, y });
  const other = transformPoint(matrix, { x: x + width, y: y + height });
  const [left, top] = [Math.min(one.x, other.x), Math.min(one.y, other.y)];
  return { x: left, y: top, width: Math.abs(other.x - one.x), height: Math.abs(other.y - one.y) };
}

/** Where a label begins: the left end of its first line, in canvas pixels. Labels are never turned or mirrored. */
export function labelPlace(shape: MarkShape, matrix: Matrix, density: number): Point {
  const beside = (point: ImagePoint): Point => {
    const { x, y } = transformPoint(matrix, point);
    return { x: x + 10 * density, y: y + 5 * density };
  };
  switch (shape.kind) {
    case 'length':
      return beside(shape.to);
    case 'angle':
      return beside(shape.vertex);
    case 'cardiothoracic-ratio': {
      const { x, y } = transformPoint(matrix, { x: (shape.thorax.from + shape.thorax.to) / 2, y: shape.thorax.row });
      return { x: x + 10 * density, y: y + 20 * density };
    }
    case 'ellipse':
    case 'rectangle': {
      const { x, y, height } = boundsOnCanvas(shape.area, matrix);
      return { x, y: y + height + 18 * density };
    }
    case 'box': {
      const { x, y } = boundsOnCanvas(shape.area, matrix);
      return { x, y: y - 7 * density };
    }
    case 'arrow':
      return beside(shape.tail);
    case 'text':
      return transformPoint(matrix, shape.at);
    default:
      return assertNever(shape);
  }
}

/** The step in the image, along its columns and rows, that a step along one axis of the screen is; turns are quarter turns. */
export function stepInImage({ a, b, c, d }: Pick<Matrix, 'a' | 'b' | 'c' | 'd'>, onScreen: Point): ImagePoint {
  const length = Math.hypot(onScreen.x, onScreen.y);
  // The image's columns grow towards (a, b) on the screen, its rows towards (c, d).
  return { x: Math.sign(a * onScreen.x + b * onScreen.y) * length, y: Math.sign(c * onScreen.x + d * onScreen.y) * length };
}
