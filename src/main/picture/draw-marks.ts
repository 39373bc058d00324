import { Resvg } from '@resvg/resvg-js';
import type { Rectangle } from '../../shared/image';
import type { Language } from '../../shared/language';
import { labelInside, markInk, markStyle, pathOf } from '../../shared/mark-drawing';
import { type PixelBlock, type Statistics, statisticsOf } from '../../shared/mark-measure';
import { labelOf, type MarkedImage } from '../../shared/mark-words';
import type { Mark, MarkShape } from '../../shared/marks';
import type { Matrix } from '../../shared/matrix';
import { modality } from '../dicom/grey-levels';
import type { StoredPixels } from '../dicom/stored-pixels';
import { escaped } from '../encoding/escaped';
import type { Picture } from './orient';

/** The reader's marks on an image, and what their labels have to know of it. */
export interface BurntMarks {
  readonly marks: readonly Mark[];
  readonly image: MarkedImage;
  /** What their labels are written in. */
  readonly language: Language;
}

/** A picture's longest side in CSS pixels, as far as lines and letters go: on larger pictures both are as much larger. */
const layoutSide = 800;

/** What Windows, macOS and Linux desktops have; unquoted, as the drawing library wants it. Letters that none of them has come from any other font. */
const fonts = 'Segoe UI, Helvetica Neue, Noto Sans, DejaVu Sans, Liberation Sans, Arial, sans-serif';

/**
 * Draws marks with their labels into a picture in colour, with the lines and words of the screen.
 * @param matrix from the image's pixels to the picture's
 * @param pixels the image itself, which statistics are of
 */
export function drawMarks(picture: Picture, { marks, image, language }: BurntMarks, matrix: Matrix, pixels: StoredPixels): void {
  const { width, height } = picture;
  const density = Math.max(1, Math.max(width, height) / layoutSide);
  let boxes = 0;
  const drawn = marks.map(({ shape }) => {
    if (shape.kind === 'box') boxes += 1;
    const lines = labelOf(shape, image, statistics(shape, pixels), boxes, language);
    const at = labelInside(shape, lines, matrix, { width, height, density });
    return markSvg(shape.kind === 'text' ? '' : pathOf(shape, matrix, density), lines, at, density, markInk(shape.kind));
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${drawn.join('')}</svg>`;
  layOver(picture, new Resvg(svg, { font: { loadSystemFonts: true } }).render().pixels);
}

function markSvg(path: string, lines: readonly string[], at: { x: number; y: number }, density: number, ink: string): string {
  const { halo, lineWidth, text, lineHeight } = markStyle;
  const line = (colour: string, opacity: number, width: number): string =>
    `<path d="${path}" fill="none" stroke="${colour}" stroke-opacity="${opacity}" stroke-width="${width * density}"/>`;
  const size = text.size * density;
  const words = lines.map(
    (one, row) =>
      `<text x="${at.x}" y="${at.y + row * size * lineHeight}" font-family="${fonts}" font-size="${size}" font-weight="${text.weight}" fill="${ink}" stroke="#000" stroke-width="${text.haloWidth * density}" stroke-linejoin="round" paint-order="stroke">${escaped(one)}</text>`,
  );
  return (path === '' ? '' : line(halo.colour, halo.opacity, halo.width) + line(ink, 1, lineWidth)) + words.join('');
}

function statistics(shape: MarkShape, pixels: StoredPixels): Statistics | null {
  if (shape.kind !== 'ellipse' && shape.kind !== 'rectangle') return null;
  const block = valuesIn(pixels, shape.area);
  return block === null ? null : statisticsOf(shape.kind, shape.area, block);
}

/** Modality values of the whole pixels that a rectangle of the image touches; null where it touches none. */
function valuesIn({ columns, rows, values, grey }: StoredPixels, area: Rectangle): PixelBlock | null {
  const left = Math.max(Math.floor(area.x), 0);
  const top = Math.max(Math.floor(area.y), 0);
  const width = Math.min(Math.ceil(area.x + area.width), columns) - left;
  const height = Math.min(Math.ceil(area.y + area.height), rows) - top;
  if (width < 1 || height < 1) return null;
  const block = Float64Array.from({ length: width * height }, (_, at) =>
    modality(grey, values[(top + Math.floor(at / width)) * columns + left + (at % width)] ?? 0),
  );
  return { x: left, y: top, width, height, values: block };
}

/** Lays a drawing over a picture of the same size: red, green, blue already multiplied with the opacity that follows them. */
function layOver({ values }: Picture, drawing: Uint8Array): void {
  for (let from = 0, to = 0; from < drawing.length; from += 4, to += 3) {
    const opacity = drawing[from + 3] ?? 0;
    if (opacity === 0) continue;
    for (let channel = 0; channel < 3; channel += 1) {
      const below = ((values[to + channel] ?? 0) * (255 - opacity)) / 255;
      values[to + channel] = Math.round(below + (drawing[from + channel] ?? 0));
    }
  }
}
