import { encode as encodePng } from 'fast-png';
import type { DisplayedView, OverlayLook } from '../../shared/displayed-view';
import type { GreyImage, Heatmap, Rectangle } from '../../shared/image';
import { sharpenAs, type ShownSharpening } from '../../shared/sharpening';
import { toGreyImage } from '../dicom/grey-levels';
import type { PixelValues, StoredPixels } from '../dicom/stored-pixels';
import { drawRegions, withHeatmap } from './burn-overlay';
import { type BurntMarks, drawMarks } from './draw-marks';
import { oriented, orientedMatrix, orientedRectangle, type Picture } from './orient';

/** What is laid over a picture; coordinates are the original image's. */
export interface BurntOverlay extends OverlayLook {
  readonly heatmap: Heatmap | null;
  readonly regions: readonly Rectangle[];
}

/** What is drawn into a picture. */
export interface PictureLayers {
  /** null for the image without one. */
  readonly overlay: BurntOverlay | null;
  readonly marks: BurntMarks;
}

/**
 * The image as it is displayed, at its full resolution, as an 8-bit PNG: grey without layers, else in colour with the overlay and the
 * reader's marks burnt in. The original is not touched.
 */
export function displayedPicture(pixels: StoredPixels, view: DisplayedView, { overlay, marks }: PictureLayers): Uint8Array {
  const image = displayedGreys(pixels, view);
  const grey: Picture = { ...image, channels: 1 };
  const turned = oriented(overlay === null && marks.marks.length === 0 ? grey : withHeatmap(image, overlay), view);
  if (overlay !== null) {
    const regions = overlay.regions.map((region) => orientedRectangle(image, view, region));
    drawRegions(turned, regions);
  }
  if (marks.marks.length > 0) drawMarks(turned, marks, orientedMatrix(image, view), pixels);
  const { width, height, channels, values } = turned;
  return encodePng({ width, height, data: values, channels, depth: 8 });
}

/** Grey levels under the reader's window, of the pixels as they were sharpened. */
function displayedGreys(pixels: StoredPixels, { window, sharpening, inverted }: DisplayedView): GreyImage {
  const { grey } = pixels;
  const values = sharpening === null ? pixels.values : sharpened(pixels, sharpening);
  const windowed =
    window === null ? grey : { ...grey, window: { center: window.centre, width: window.width, shape: window.shape }, voiLut: null };
  return toGreyImage({ ...pixels, values, grey: { ...windowed, inverted: grey.inverted !== inverted } });
}

/** The stored values with what the reader's sharpening added on the screen, within the image's own range. */
function sharpened({ columns, rows, values }: StoredPixels, sharpening: ShownSharpening): PixelValues {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return sharpenAs(sharpening, { width: columns, height: rows, values }, [least, most]).values;
}
