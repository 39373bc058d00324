import type { Placement, Point, View } from './view';
import { largestScale, smallestScale } from './view';
import type { ShownImage } from './viewport';

/** How an image lies in its pane, whatever the sizes of both: what linked panes have in common. */
export interface RelativePlace {
  /** 1 where the whole image just fits into the pane. */
  readonly zoom: number;
  /** How far the image is moved along the screen's axes, in fractions of its width and height as shown. */
  readonly shift: Point;
}

/** The image's sides as shown, in canvas pixels at a scale of 1, and how much a pixel is stretched along the screen's axes. */
function shownSides(placement: Placement): { width: number; height: number; stretchX: number; stretchY: number } {
  const turned = placement.rotation === 90 || placement.rotation === 270;
  const width = placement.imageWidth * placement.stretchX;
  const height = placement.imageHeight * placement.stretchY;
  return turned
    ? { width: height, height: width, stretchX: placement.stretchY, stretchY: placement.stretchX }
    : { width, height, stretchX: placement.stretchX, stretchY: placement.stretchY };
}

/** The scale at which the whole image just fits into the pane. */
export function fitScale(placement: Placement): number {
  const { width, height } = shownSides(placement);
  return Math.min(placement.canvasWidth / width, placement.canvasHeight / height);
}

/** Where an image lies, in terms that other panes understand. */
export function relativePlace(placement: Placement): RelativePlace {
  const { width, height, stretchX, stretchY } = shownSides(placement);
  return {
    zoom: placement.scale / fitScale(placement),
    shift: { x: (placement.pan.x * stretchX) / width, y: (placement.pan.y * stretchY) / height },
  };
}

/** Scale and pan that put another image into the same place of its own pane. */
export function placeIn(placement: Placement, { zoom, shift }: RelativePlace): Pick<View, 'scale' | 'pan'> {
  const { width, height, stretchX, stretchY } = shownSides(placement);
  const scale = Math.min(Math.max(fitScale(placement) * zoom, smallestScale), largestScale);
  return { scale, pan: { x: (shift.x * width) / stretchX, y: (shift.y * height) / stretchY } };
}

/**
 * Whether a window means the same on two images. A radiograph's values have no absolute meaning, so that takes two images of one
 * study whose stored values are turned into shown ones alike: as many bits, the same rescale, the same end shown dark.
 */
export function shareGreys(one: ShownImage, other: ShownImage): boolean {
  return (
    one.greys.bitsStored === other.greys.bitsStored &&
    one.highIsDark === other.highIsDark &&
    one.rescale.slope === other.rescale.slope &&
    one.rescale.intercept === other.rescale.intercept
  );
}
