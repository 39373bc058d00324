import { assertNever } from './failure';
import type { HorizontalSpan, ImagePoint, MarkKind, MarkShape } from './marks';
import { type Matrix, rectangleThrough, transformPoint } from './matrix';

/** How marks are drawn, on the screen and in pictures that go out; lengths in CSS pixels. */
export const markStyle = {
  halo: { colour: '#000', opacity: 0.75, width: 4 },
  lineWidth: 1.75,
  text: { size: 13, weight: 600, haloWidth: 3 },
  /** Of a line of text, in sizes of the text. */
  lineHeight: 1.3,
} as const;

/** The colour of a mark: boxes, which belong to the verdict, have one of their own. */
export function markInk(kind: MarkKind): string {
  return kind === 'box' ? '#a8f0a0' : '#8fd6ff';
}

/** CSS pixels. */
const tickLength = 6;
const arrowLength = 14;

/** The lines of a shape on the canvas, as an SVG path in canvas pixels; '' for a text. `density`: canvas pixels a CSS pixel. */
export function pathOf(shape: MarkShape, matrix: Matrix, density: number): string {
  const at = (point: ImagePoint): ImagePoint => transformPoint(matrix, point);
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
      const { x, y, width, height } = rectangleThrough(matrix, shape.area);
      const [across, down] = [width / 2, height / 2];
      return `M ${x} ${y + down} a ${across} ${down} 0 1 0 ${width} 0 a ${across} ${down} 0 1 0 ${-width} 0 Z`;
    }
    case 'rectangle':
    case 'box': {
      const { x, y, width, height } = rectangleThrough(matrix, shape.area);
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

function polyline(points: readonly ImagePoint[]): string {
  return points.map(({ x, y }, place) => `${place === 0 ? 'M' : 'L'} ${x} ${y}`).join(' ');
}

/** Of length 1; along x where there is no direction. */
function direction(from: ImagePoint, to: ImagePoint): ImagePoint {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  return length === 0 ? { x: 1, y: 0 } : { x: (to.x - from.x) / length, y: (to.y - from.y) / length };
}

/** A line with a tick across each end. */
function measuredLine(from: ImagePoint, to: ImagePoint, density: number): string {
  const along = direction(from, to);
  const across = { x: -along.y * tickLength * density, y: along.x * tickLength * density };
  const tick = ({ x, y }: ImagePoint): string => polyline([{ x: x - across.x, y: y - across.y }, { x: x + across.x, y: y + across.y }]); // prettier-ignore
  return [polyline([from, to]), tick(from), tick(to)].join(' ');
}

function arrow(tail: ImagePoint, tip: ImagePoint, density: number): string {
  const along = direction(tip, tail);
  const barb = (side: 1 | -1): ImagePoint => ({
    x: tip.x + (along.x - side * along.y * 0.5) * arrowLength * density,
    y: tip.y + (along.y + side * along.x * 0.5) * arrowLength * density,
  });
  return [polyline([tail, tip]), polyline([barb(1), tip, barb(-1)])].join(' ');
}

/** Where a label begins: the left end of its first line, in canvas pixels. Labels are never turned or mirrored. */
export function labelPlace(shape: MarkShape, matrix: Matrix, density: number): ImagePoint {
  const beside = (point: ImagePoint): ImagePoint => {
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
      const { x, y, height } = rectangleThrough(matrix, shape.area);
      return { x, y: y + height + 18 * density };
    }
    case 'box': {
      const { x, y } = rectangleThrough(matrix, shape.area);
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

/** Where a label's first line begins so that all of it stays on the canvas; its width is estimated, since measuring it would wait for the drawing. */
export function labelInside(
  shape: MarkShape,
  lines: readonly string[],
  matrix: Matrix,
  canvas: { readonly width: number; readonly height: number; readonly density: number },
): ImagePoint {
  const { density } = canvas;
  const wanted = labelPlace(shape, matrix, density);
  const size = markStyle.text.size * density;
  const width = Math.max(0, ...lines.map((one) => one.length)) * size * 0.64;
  const height = lines.length * size * markStyle.lineHeight;
  const margin = 8 * density;
  return {
    x: Math.max(margin, Math.min(wanted.x, canvas.width - width - margin)),
    y: Math.max(margin + size, Math.min(wanted.y, canvas.height - height)),
  };
}

/** The step in the image, along its columns and rows, that a step along one axis of the screen is; turns are quarter turns. */
export function stepInImage({ a, b, c, d }: Pick<Matrix, 'a' | 'b' | 'c' | 'd'>, onScreen: ImagePoint): ImagePoint {
  const length = Math.hypot(onScreen.x, onScreen.y);
  // The image's columns grow towards (a, b) on the screen, its rows towards (c, d).
  return { x: Math.sign(a * onScreen.x + b * onScreen.y) * length, y: Math.sign(c * onScreen.x + d * onScreen.y) * length };
}
