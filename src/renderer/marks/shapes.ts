import type { Rectangle } from '../../shared/image';
import type { HorizontalSpan, ImagePoint, MarkKind, MarkShape } from '../../shared/marks';
import { assertNever } from '../../shared/failure';

/** The image's size in pixels: no mark leaves it. */
export interface Bounds {
  readonly width: number;
  readonly height: number;
}

/** Image pixels: what has no extent can be neither seen nor taken hold of. */
const smallestSide = 1;

export function clampPoint({ x, y }: ImagePoint, { width, height }: Bounds): ImagePoint {
  return { x: Math.min(Math.max(x, 0), width), y: Math.min(Math.max(y, 0), height) };
}

/** The rectangle with these two opposite corners, at least a pixel wide and high. */
export function rectangleBetween(one: ImagePoint, other: ImagePoint): Rectangle {
  const width = Math.max(Math.abs(other.x - one.x), smallestSide);
  const height = Math.max(Math.abs(other.y - one.y), smallestSide);
  return { x: other.x < one.x ? one.x - width : one.x, y: other.y < one.y ? one.y - height : one.y, width, height };
}

/** Clockwise from the upper left one. */
function cornersOf({ x, y, width, height }: Rectangle): readonly ImagePoint[] {
  return [
    { x, y },
    { x: x + width, y },
    { x: x + width, y: y + height },
    { x, y: y + height },
  ];
}

/** The points of a shape that can be taken hold of, in the order in which the Tab key reaches them. */
export function handlesOf(shape: MarkShape): readonly ImagePoint[] {
  switch (shape.kind) {
    case 'length':
      return [shape.from, shape.to];
    case 'angle':
      return [shape.first, shape.vertex, shape.second];
    case 'cardiothoracic-ratio':
      return [shape.heart, shape.thorax].flatMap(({ row, from, to }) => [
        { x: from, y: row },
        { x: to, y: row },
      ]);
    case 'ellipse':
    case 'rectangle':
    case 'box':
      return cornersOf(shape.area);
    case 'arrow':
      return [shape.tip, shape.tail];
    case 'text':
      return [shape.at];
    default:
      return assertNever(shape);
  }
}

/** The shape with one of its handles brought to a point; a width stays horizontal, a rectangle keeps the opposite corner. */
export function withHandle(shape: MarkShape, handle: number, to: ImagePoint, bounds: Bounds): MarkShape {
  const point = clampPoint(to, bounds);
  switch (shape.kind) {
    case 'length':
      return handle === 0 ? { ...shape, from: point } : { ...shape, to: point };
    case 'angle':
      return { ...shape, [(['first', 'vertex', 'second'] as const)[handle] ?? 'second']: point };
    case 'cardiothoracic-ratio':
      return handle < 2
        ? { ...shape, heart: withEnd(shape.heart, handle, point) }
        : { ...shape, thorax: withEnd(shape.thorax, handle - 2, point) };
    case 'ellipse':
    case 'rectangle':
    case 'box':
      return { ...shape, area: rectangleBetween(cornersOf(shape.area)[(handle + 2) % 4] ?? point, point) };
    case 'arrow':
      return handle === 0 ? { ...shape, tip: point } : { ...shape, tail: point };
    case 'text':
      return { ...shape, at: point };
    default:
      return assertNever(shape);
  }
}

function withEnd(span: HorizontalSpan, end: number, { x, y }: ImagePoint): HorizontalSpan {
  return end === 0 ? { ...span, row: y, from: x } : { ...span, row: y, to: x };
}

/** The shape moved as a whole by so many image pixels, or as far as the image goes. */
export function movedBy(shape: MarkShape, by: ImagePoint, bounds: Bounds): MarkShape {
  const points = handlesOf(shape);
  const within = (wanted: number, places: readonly number[], size: number): number =>
    Math.min(Math.max(wanted, -Math.min(...places)), size - Math.max(...places));
  const x = within(by.x, points.map((point) => point.x), bounds.width); // prettier-ignore
  const y = within(by.y, points.map((point) => point.y), bounds.height); // prettier-ignore
  const point = (from: ImagePoint): ImagePoint => ({ x: from.x + x, y: from.y + y });
  const span = ({ row, from, to }: HorizontalSpan): HorizontalSpan => ({ row: row + y, from: from + x, to: to + x });
  switch (shape.kind) {
    case 'length':
      return { ...shape, from: point(shape.from), to: point(shape.to) };
    case 'angle':
      return { ...shape, first: point(shape.first), vertex: point(shape.vertex), second: point(shape.second) };
    case 'cardiothoracic-ratio':
      return { ...shape, heart: span(shape.heart), thorax: span(shape.thorax) };
    case 'ellipse':
    case 'rectangle':
    case 'box':
      return { ...shape, area: { ...shape.area, x: shape.area.x + x, y: shape.area.y + y } };
    case 'arrow':
      return { ...shape, tip: point(shape.tip), tail: point(shape.tail) };
    case 'text':
      return { ...shape, at: point(shape.at) };
    default:
      return assertNever(shape);
  }
}

/** Where the keyboard puts a new mark: around `centre`, reaching `reach` image pixels to each side. */
export function shapeAround(kind: MarkKind, centre: ImagePoint, reach: number, bounds: Bounds): MarkShape {
  const at = (x: number, y: number): ImagePoint => clampPoint({ x: centre.x + x * reach, y: centre.y + y * reach }, bounds);
  switch (kind) {
    case 'length':
      return { kind, from: at(-1, 0), to: at(1, 0) };
    case 'angle':
      return { kind, first: at(-1, -1), vertex: at(-1, 1), second: at(1, 1) };
    case 'cardiothoracic-ratio':
      return { kind, heart: spanOf(at(-0.5, 0), at(0.5, 0)), thorax: spanOf(at(-1, 0.5), at(1, 0.5)) };
    case 'ellipse':
    case 'rectangle':
    case 'box':
      return { kind, area: rectangleBetween(at(-1, -1), at(1, 1)) };
    case 'arrow':
      return { kind, tip: at(0, 0), tail: at(1, 1), text: '' };
    case 'text':
      return { kind, at: at(0, 0), text: '' };
    default:
      return assertNever(kind);
  }
}

/** A width from one point to another at the first one's row. */
export function spanOf(from: ImagePoint, to: ImagePoint): HorizontalSpan {
  return { row: from.y, from: from.x, to: to.x };
}
