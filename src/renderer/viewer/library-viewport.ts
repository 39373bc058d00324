import type { Image, Viewport as LibraryViewport } from './cornerstone-types';
import { largestScale, smallestScale } from './view';
import type { Placement, View } from './view';

/** Cornerstone's viewport in the page's terms. */
export function viewOf(viewport: LibraryViewport, image: Image): View {
  return {
    scale: viewport.scale,
    pan: { ...viewport.translation },
    rotation: viewport.rotation as View['rotation'],
    flippedHorizontally: viewport.hflip,
    flippedVertically: viewport.vflip,
    inverted: viewport.invert !== image.invert,
    window: viewport.voiLUT === undefined ? { centre: viewport.voi.windowCenter, width: viewport.voi.windowWidth } : null,
    shape: viewport.voiFunction ?? 'LINEAR',
    sharpening: viewport.sharpening ?? 'off',
  };
}

/** A change of the view in Cornerstone's terms; a window takes the place of the file's own look-up table. */
export function libraryChange(change: Partial<View>, image: Image): Partial<LibraryViewport> {
  const viewport: Partial<LibraryViewport> = {};
  if (change.scale !== undefined) viewport.scale = Math.min(Math.max(change.scale, smallestScale), largestScale);
  if (change.pan !== undefined) viewport.translation = { ...change.pan };
  if (change.rotation !== undefined) viewport.rotation = change.rotation;
  if (change.flippedHorizontally !== undefined) viewport.hflip = change.flippedHorizontally;
  if (change.flippedVertically !== undefined) viewport.vflip = change.flippedVertically;
  if (change.inverted !== undefined) viewport.invert = change.inverted !== image.invert;
  if (change.shape !== undefined) viewport.voiFunction = change.shape;
  if (change.sharpening !== undefined) viewport.sharpening = change.sharpening;
  if (change.window) {
    viewport.voi = { windowCenter: change.window.centre, windowWidth: change.window.width };
    viewport.voiLUT = undefined;
  }
  return viewport;
}

/** Where an image lies on a canvas under a view; non-square pixels are stretched as Cornerstone does it. */
export function placementOf(view: View, image: Image, canvas: { readonly width: number; readonly height: number }): Placement {
  const row = image.rowPixelSpacing ?? 0;
  const column = image.columnPixelSpacing ?? 0;
  const known = row > 0 && column > 0;
  return {
    scale: view.scale,
    pan: view.pan,
    rotation: view.rotation,
    flippedHorizontally: view.flippedHorizontally,
    flippedVertically: view.flippedVertically,
    canvasWidth: canvas.width,
    canvasHeight: canvas.height,
    imageWidth: image.width,
    imageHeight: image.height,
    stretchX: known && row < column ? column / row : 1,
    stretchY: known && column < row ? row / column : 1,
  };
}
