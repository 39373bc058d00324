import type { VoiFunction } from '../../shared/voi';
import type { Sharpening } from '../../shared/sharpening';
import { markKinds, type MarkKind } from '../../shared/marks';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** What is shown as black and as white: values of the modality (after rescale), as DICOM's window centre and width. */
export interface GreyWindow {
  readonly centre: number;
  readonly width: number;
}

/** How the reader has turned and lit the image; everything a reset takes back. */
export interface View {
  /** Canvas pixels an image pixel. */
  readonly scale: number;
  /** Pan in image pixels, before rotation. */
  readonly pan: Point;
  /** Clockwise. */
  readonly rotation: 0 | 90 | 180 | 270;
  readonly flippedHorizontally: boolean;
  readonly flippedVertically: boolean;
  /** Relative to how the file wants to be shown: false for an untouched MONOCHROME1 image. */
  readonly inverted: boolean;
  /** null while the file's own look-up table (VOI LUT) is in force. */
  readonly window: GreyWindow | null;
  /** How the window is meant: PS3.3 C.11.2.1.3. */
  readonly shape: VoiFunction;
  readonly sharpening: Sharpening;
}

/** Where the image lies on the canvas: all that is needed to draw over it. */
export interface Placement extends Pick<View, 'scale' | 'pan' | 'rotation' | 'flippedHorizontally' | 'flippedVertically'> {
  readonly canvasWidth: number;
  readonly canvasHeight: number;
  readonly imageWidth: number;
  readonly imageHeight: number;
  /** How much a pixel is stretched along each axis so that non-square pixels are shown true; 1 for square ones. */
  readonly stretchX: number;
  readonly stretchY: number;
}

/** The image under the pointer. */
export interface PixelReadout {
  readonly x: number;
  readonly y: number;
  /** After the modality's rescale. */
  readonly value: number;
}

/** Canvas pixels an image pixel: nobody gets lost beyond these. */
export const smallestScale = 0.02;
export const largestScale = 64;

/** What the left mouse button does to the image, or which mark it draws. */
export type PointerTool = 'window' | 'zoom' | 'pan' | MarkKind;

/** True for the tools that draw on the image. */
export function isMarkTool(tool: PointerTool): tool is MarkKind {
  return (markKinds as readonly PointerTool[]).includes(tool);
}

/** Draws on the image: what a mark tool does with the left button, in canvas pixels. */
export interface Pen {
  press(point: Point): void;
  move(point: Point): void;
  /** `keep`: the tool stays chosen for the next mark. */
  release(point: Point, keep: boolean): void;
  /** Gives up what is being drawn; false where nothing was. */
  abandon(): boolean;
}

/** A quarter turn clockwise. */
export function quarterTurn(rotation: View['rotation']): View['rotation'] {
  return rotation === 0 ? 90 : rotation === 90 ? 180 : rotation === 180 ? 270 : 0;
}
