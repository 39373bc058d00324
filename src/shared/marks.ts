import type { Rectangle } from './image';

/**
 * A point of the stored image in pixels, x along its columns and y along its rows, whichever way it is shown. Coordinates are
 * continuous: (0, 0) is the upper left corner of the first pixel and (0.5, 0.5) its centre; (columns, rows) is the lower right
 * corner of the last one. Rectangles of marks, boxes and overlays are meant in the same way.
 */
export interface ImagePoint {
  readonly x: number;
  readonly y: number;
}

/** A width along the image's rows: from one column to another at one row. */
export interface HorizontalSpan {
  readonly row: number;
  readonly from: number;
  readonly to: number;
}

/** What the reader can put on an image. Nothing of it is ever written into the image's pixels. */
export type MarkShape =
  | { readonly kind: 'length'; readonly from: ImagePoint; readonly to: ImagePoint }
  | { readonly kind: 'angle'; readonly first: ImagePoint; readonly vertex: ImagePoint; readonly second: ImagePoint }
  /** The greatest widths of the heart and of the thorax inside the ribs. */
  | { readonly kind: 'cardiothoracic-ratio'; readonly heart: HorizontalSpan; readonly thorax: HorizontalSpan }
  | { readonly kind: 'ellipse'; readonly area: Rectangle }
  | { readonly kind: 'rectangle'; readonly area: Rectangle }
  /** Points at its tip; the text stands at its tail and may be empty. */
  | { readonly kind: 'arrow'; readonly tip: ImagePoint; readonly tail: ImagePoint; readonly text: string }
  | { readonly kind: 'text'; readonly at: ImagePoint; readonly text: string }
  /** An opacity; belongs to the reader's verdict on the image. */
  | { readonly kind: 'box'; readonly area: Rectangle };

export type MarkKind = MarkShape['kind'];

export const markKinds = [
  'length',
  'angle',
  'cardiothoracic-ratio',
  'ellipse',
  'rectangle',
  'arrow',
  'text',
  'box',
] as const satisfies readonly MarkKind[];

export const longestMarkText = 500;

/** A mark on an image, known by a UUID that the window gives it. */
export interface Mark {
  readonly id: string;
  readonly shape: MarkShape;
}

/** A mark put on the image or changed; a shape of null takes it away. */
export interface MarkChange {
  readonly id: string;
  readonly shape: MarkShape | null;
}
