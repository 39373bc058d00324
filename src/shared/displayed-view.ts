import type { ShownSharpening } from './sharpening';
import type { VoiFunction } from './voi';

/** How an image is shown, as far as a picture of it has to follow: grey values and orientation, not zoom and pan. */
export interface DisplayedView {
  /** Centre and width in modality values, and how they are meant (PS3.3 C.11.2.1.3); null for what the file asks for (its window or its table). */
  readonly window: { readonly centre: number; readonly width: number; readonly shape: VoiFunction } | null;
  /** null where the display is not sharpened. */
  readonly sharpening: ShownSharpening | null;
  /** Relative to how the file wants to be shown. */
  readonly inverted: boolean;
  /** Clockwise degrees; flips come first. */
  readonly rotation: 0 | 90 | 180 | 270;
  readonly flippedHorizontally: boolean;
  readonly flippedVertically: boolean;
}

/** As the file asks to be shown. */
export const asInFile: DisplayedView = {
  window: null,
  sharpening: null,
  inverted: false,
  rotation: 0,
  flippedHorizontally: false,
  flippedVertically: false,
};

/** The overlay as it is shown. */
export interface OverlayLook {
  /** RGBA of 256 values from 0 to 1: 1,024 bytes; null leaves the heatmap out and draws the regions only. */
  readonly levels: Uint8Array | null;
  /** 0 to 1 */
  readonly opacity: number;
}
