import type { Rectangle } from './image';
import type { ImagePoint as Point } from './marks';

/** Canvas matrix as CanvasRenderingContext2D.setTransform takes it: x' = a x + c y + e, y' = b x + d y + f. */
export interface Matrix {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly e: number;
  readonly f: number;
}

/** A point through a matrix. */
export function transformPoint(matrix: Matrix, { x, y }: Point): Point {
  return { x: matrix.a * x + matrix.c * y + matrix.e, y: matrix.b * x + matrix.d * y + matrix.f };
}

/** The matrix that undoes another. The matrix must have an inverse, as every placement with a scale above 0 has. */
export function invert({ a, b, c, d, e, f }: Matrix): Matrix {
  const determinant = a * d - b * c;
  return {
    a: d / determinant,
    b: -b / determinant,
    c: -c / determinant,
    d: a / determinant,
    e: (c * f - d * e) / determinant,
    f: (b * e - a * f) / determinant,
  };
}

/** A rectangle through a matrix of quarter turns, flips and stretches; the answer's width and height are positive. */
export function rectangleThrough(matrix: Matrix, { x, y, width, height }: Rectangle): Rectangle {
  const one = transformPoint(matrix, { x, y });
  const other = transformPoint(matrix, { x: x + width, y: y + height });
  return {
    x: Math.min(one.x, other.x),
    y: Math.min(one.y, other.y),
    width: Math.abs(other.x - one.x),
    height: Math.abs(other.y - one.y),
  };
}
