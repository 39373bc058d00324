import { encode as encodePng } from 'fast-png';
import type { DisplayedView, OverlayLook } from '../../shared/displayed-view';
import type { GreyImage, Heatmap, Rectangle } from '../../shared/image';
import { toGreyImage } from '../dicom/grey-levels';
import type { StoredPixels } from '../dicom/stored-pixels';
import { drawRegions, withHeatmap } from './burn-overlay';
import { oriented, orientedRectangle, type Picture } from './orient';

/** What is laid over a picture; coordinates are the original image's. */
export interface BurntOverlay extends OverlayLook {
  readonly heatmap: Heatmap | null;
  readonly regions: readonly Rectangle[];
}

/**
 * The image as it is displayed, at its full resolution, as an 8-bit PNG: grey without an overlay, else in colour with the overlay burnt in.
 * The original is not touched.
 */
export function displayedPicture(pixels: StoredPixels, view: DisplayedView, overlay: BurntOverlay | null): Uint8Array {
  const image = displayedGreys(pixels, view);
  const grey: Picture = { ...image, channels: 1 };
  const turned = oriented(overlay === null ? grey : withHeatmap(image, overlay.heatmap, overlay), view);
  if (overlay !== null) {
    const regions = overlay.regions.map((region) => orientedRectangle(image, view, region));
    drawRegions(turned, regions);
  }
  const { width, height, channels, values } = turned;
  return encodePng({ width, height, data: values, channels, depth: 8 });
}

/** Grey levels under the reader's window; the viewer's library computes it as LINEAR_EXACT does (PS3.3 C.11.2.1.3.2). */
function displayedGreys(pixels: StoredPixels, { window, inverted }: DisplayedView): GreyImage {
  const { grey } = pixels;
  const windowed =
    window === null
      ? grey
      : { ...grey, window: { center: window.centre, width: window.width, shape: 'LINEAR_EXACT' as const }, voiLut: null };
  return toGreyImage({ ...pixels, grey: { ...windowed, inverted: grey.inverted !== inverted } });
}
