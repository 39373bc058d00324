import type { EnabledElement, Image, Viewport } from './cornerstone-types';
import type { GreyPicture } from '../../shared/grey-pyramid';
import { sourceOf } from './image-source';
import { type GreyMapping, levelTable, modalityTableOf, voiTableOf } from './level-table';
import { placementOf, viewOf } from './library-viewport';
import { imageToCanvas } from './overlay-geometry';
import { invert, type Matrix, rectangleThrough } from '../../shared/matrix';

type Canvas = { readonly width: number; readonly height: number };

/**
 * Draws an image in place of Cornerstone's own renderer, which knows neither SIGMOID nor sharpening: only what is visible, from the picture
 * at the size that fits, through a look-up table. A frame's cost follows the window's size, not the image's.
 */
export function drawRadiograph({ canvas, image, viewport }: EnabledElement): void {
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('The canvas gives no drawing context');
  const matrix = imageToCanvas(placementOf(viewOf(viewport, image), image, canvas));
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.fillStyle = '#000';
  context.fillRect(0, 0, canvas.width, canvas.height);
  drawThrough(context, image, viewport, matrix, canvas);
}

/** Draws what of the image lies on the canvas under a matrix from image to canvas pixels. */
export function drawThrough(context: CanvasRenderingContext2D, image: Image, viewport: Viewport, matrix: Matrix, canvas: Canvas): void {
  const scale = Math.max(Math.hypot(matrix.a, matrix.b), Math.hypot(matrix.c, matrix.d));
  const { picture, pixelSize } = sourceOf(image).at(scale, viewport.sharpening ?? 'off');
  const seen = visiblePart(picture, pixelSize, matrix, canvas);
  if (seen.width <= 0 || seen.height <= 0) return;
  const part = greyPart(picture, seen, tableOf(image, viewport), image.minPixelValue);
  context.save();
  context.setTransform(matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f);
  // At an odd edge the last pixel of a halved picture reaches past the image.
  context.beginPath();
  context.rect(0, 0, image.width, image.height);
  context.clip();
  context.imageSmoothingEnabled = !viewport.pixelReplication;
  const [width, height] = [seen.width * pixelSize, seen.height * pixelSize];
  context.drawImage(part, 0, 0, seen.width, seen.height, seen.x * pixelSize, seen.y * pixelSize, width, height);
  context.restore();
}

/** The pixels of a picture that can be seen, and one more all around, from which the edge is interpolated. */
function visiblePart(picture: GreyPicture, pixelSize: number, matrix: Matrix, canvas: Canvas) {
  const onImage = rectangleThrough(invert(matrix), { x: 0, y: 0, width: canvas.width, height: canvas.height });
  const left = Math.max(0, Math.floor(onImage.x / pixelSize) - 1);
  const top = Math.max(0, Math.floor(onImage.y / pixelSize) - 1);
  const right = Math.min(picture.width, Math.ceil((onImage.x + onImage.width) / pixelSize) + 1);
  const bottom = Math.min(picture.height, Math.ceil((onImage.y + onImage.height) / pixelSize) + 1);
  return { x: left, y: top, width: right - left, height: bottom - top };
}

interface Part {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Scratch {
  readonly canvas: OffscreenCanvas;
  readonly context: OffscreenCanvasRenderingContext2D;
  readonly pixels: ImageData;
  readonly words: Uint32Array;
}

/** Where parts are drawn: as large as the largest so far, as fresh memory for every case would cost more than the drawing. */
let scratch: Scratch | null = null;

function scratchFor(width: number, height: number): Scratch {
  if (scratch !== null && scratch.canvas.width >= width && scratch.canvas.height >= height) return scratch;
  const canvas = new OffscreenCanvas(Math.max(width, scratch?.canvas.width ?? 0), Math.max(height, scratch?.canvas.height ?? 0));
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('The canvas gives no drawing context');
  const pixels = new ImageData(canvas.width, canvas.height);
  scratch = { canvas, context, pixels, words: new Uint32Array(pixels.data.buffer) };
  return scratch;
}

/**
 * A part of a picture as greys, in the upper left corner of the canvas, which is good until the next call. Its last column and row stand there
 * twice: what is interpolated at the edge must not come from what was drawn before.
 */
function greyPart(picture: GreyPicture, { x, y, width, height }: Part, table: Uint32Array, least: number): OffscreenCanvas {
  const { canvas, context, pixels, words } = scratchFor(width + 1, height + 1);
  const { values } = picture;
  for (let row = 0; row < height; row += 1) {
    const from = (y + row) * picture.width + x;
    const to = row * canvas.width;
    for (let column = 0; column < width; column += 1) words[to + column] = table[(values[from + column] as number) - least] as number;
    words[to + width] = words[to + width - 1] as number;
  }
  const last = (height - 1) * canvas.width;
  words.copyWithin(last + canvas.width, last, last + width + 1);
  context.putImageData(pixels, 0, 0, 0, 0, width + 1, height + 1);
  return canvas;
}

interface Table {
  readonly key: string;
  readonly words: Uint32Array;
}

const tables = new WeakMap<Image, Table>();

/** The levels of an image under a viewport; kept until its greys change. */
function tableOf(image: Image, viewport: Viewport): Uint32Array {
  const { voi, voiFunction, voiLUT } = viewport;
  const key = [voi.windowCenter, voi.windowWidth, voiFunction, voiLUT === undefined, viewport.invert].join(' ');
  const known = tables.get(image);
  if (known?.key === key) return known.words;
  const words = levelTable(mappingOf(image, viewport));
  tables.set(image, { key, words });
  return words;
}

function mappingOf(image: Image, { voi, voiFunction = 'LINEAR', voiLUT, invert: inverted }: Viewport): GreyMapping {
  return {
    range: [image.minPixelValue, image.maxPixelValue],
    slope: image.slope,
    intercept: image.intercept,
    modalityLut: image.modalityLUT === undefined ? null : modalityTableOf(image.modalityLUT),
    voi:
      voiLUT === undefined
        ? { window: { center: voi.windowCenter, width: voi.windowWidth, shape: voiFunction } }
        : { table: voiTableOf(voiLUT) },
    inverted,
    padding: paddingOf(image),
  };
}

/** Pixel Padding Value and Range Limit (0028,0120), (0028,0121); their sign is that of the pixels. */
function paddingOf({ data }: Image): readonly [number, number] | null {
  const read = (tag: string): number | undefined => (data?.uint16('x00280103') === 1 ? data.int16(tag) : data?.uint16(tag));
  const value = read('x00280120');
  if (value === undefined) return null;
  const limit = read('x00280121') ?? value;
  return [Math.min(value, limit), Math.max(value, limit)];
}
