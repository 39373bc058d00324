import type { Rectangle } from './image';
import type { HorizontalSpan, ImagePoint } from './marks';

/** Millimetres between rows and between columns; null where unknown. */
export type Spacing = readonly [number, number] | null;

/** A length or an area: in millimetres (squared) where the spacing is known, else in pixels (squared). */
export interface Measured {
  readonly value: number;
  readonly unit: 'mm' | 'pixels';
}

/**
 * How high and how wide a pixel is, in millimetres where the spacing is known, else relative to each other (`aspect`: height over width); null for one
 * that nothing is known of, which is taken as square.
 */
export function pixelShape(spacing: Spacing, aspect: number | null): readonly [number, number] | null {
  return spacing ?? (aspect === null ? null : [aspect, 1]);
}

/** What a step along x and along y is worth; a pixel is taken as square where nothing is known. */
function steps(spacing: Spacing): { readonly x: number; readonly y: number; readonly unit: Measured['unit'] } {
  return spacing === null ? { x: 1, y: 1, unit: 'pixels' } : { x: spacing[1], y: spacing[0], unit: 'mm' };
}

/** The distance between two points, each axis by its own spacing. */
export function lengthBetween(from: ImagePoint, to: ImagePoint, spacing: Spacing): Measured {
  const { x, y, unit } = steps(spacing);
  return { value: Math.hypot((to.x - from.x) * x, (to.y - from.y) * y), unit };
}

/** The angle at `vertex` in degrees, 0 to 180, true also where pixels are not square (`shape`: pixelShape); null where a leg has no length. */
export function angleAt(vertex: ImagePoint, first: ImagePoint, second: ImagePoint, shape: Spacing): number | null {
  const { x, y } = steps(shape);
  const one = { x: (first.x - vertex.x) * x, y: (first.y - vertex.y) * y };
  const other = { x: (second.x - vertex.x) * x, y: (second.y - vertex.y) * y };
  if (Math.hypot(one.x, one.y) === 0 || Math.hypot(other.x, other.y) === 0) return null;
  // By the arc tangent of cross and dot product: exact also near 0 and 180, where the arc cosine is not.
  const angle = Math.atan2(Math.abs(one.x * other.y - one.y * other.x), one.x * other.x + one.y * other.y);
  return (angle * 180) / Math.PI;
}

/**
 * Greatest width of the heart over greatest inner width of the thorax (Danzer, American Journal of the Medical Sciences 1919). Both lie
 * along the rows, so that it needs no spacing. Null where the thorax has no width.
 */
export function cardiothoracicRatio(heart: HorizontalSpan, thorax: HorizontalSpan): number | null {
  const width = Math.abs(thorax.to - thorax.from);
  return width === 0 ? null : Math.abs(heart.to - heart.from) / width;
}

/** The area of a rectangle, or of the ellipse inside it. */
export function areaOf(kind: 'ellipse' | 'rectangle', { width, height }: Rectangle, spacing: Spacing): Measured {
  const { x, y, unit } = steps(spacing);
  return { value: width * x * height * y * (kind === 'ellipse' ? Math.PI / 4 : 1), unit };
}

/** Modality values (after rescale) of whole pixels, row-major: `width` columns from `x` on, `height` rows from `y` on. */
export interface PixelBlock extends Rectangle {
  readonly values: ArrayLike<number>;
}

export interface Statistics {
  /** How many pixels have their centre inside. */
  readonly pixels: number;
  readonly mean: number;
  /** Of these pixels as a whole: the root of the mean squared distance from the mean. */
  readonly standardDeviation: number;
  readonly minimum: number;
  readonly maximum: number;
}

/**
 * Statistics over the pixels whose centre lies inside: for an ellipse up to and with its line, for a rectangle with its upper and left
 * side, so that rectangles side by side share no pixel. Null where there is none.
 */
export function statisticsOf(kind: 'ellipse' | 'rectangle', area: Rectangle, block: PixelBlock): Statistics | null {
  const inside = kind === 'ellipse' ? insideEllipse : insideRectangle;
  const values: number[] = [];
  for (let row = 0; row < block.height; row += 1) {
    for (let column = 0; column < block.width; column += 1) {
      const centre = { x: block.x + column + 0.5, y: block.y + row + 0.5 };
      if (inside(area, centre)) values.push(block.values[row * block.width + column] ?? NaN);
    }
  }
  return values.length === 0 ? null : describe(values);
}

function insideRectangle({ x, y, width, height }: Rectangle, point: ImagePoint): boolean {
  return point.x >= x && point.x < x + width && point.y >= y && point.y < y + height;
}

function insideEllipse({ x, y, width, height }: Rectangle, point: ImagePoint): boolean {
  const along = (point.x - x - width / 2) / (width / 2);
  const across = (point.y - y - height / 2) / (height / 2);
  return along * along + across * across <= 1;
}

/** In two passes: the squares of 16-bit values summed up in one would lose the small differences. */
function describe(values: readonly number[]): Statistics {
  let [sum, minimum, maximum] = [0, Infinity, -Infinity];
  for (const value of values) {
    sum += value;
    minimum = Math.min(minimum, value);
    maximum = Math.max(maximum, value);
  }
  const mean = sum / values.length;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  return { pixels: values.length, mean, standardDeviation: Math.sqrt(squares / values.length), minimum, maximum };
}
