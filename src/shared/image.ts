/** An axis-aligned rectangle in pixels of the original image; x and y are the upper left corner, y grows downward. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * A single-channel picture ready to be looked at or fed to a network: row-major, one byte a pixel,
 * 0 black (air) to 255 white (bone), with modality LUT, VOI and MONOCHROME1 already applied.
 */
export interface GreyImage {
  readonly width: number;
  readonly height: number;
  readonly values: Uint8Array;
}

/**
 * Where the network looked. Row-major, one value a cell, 0 (nothing) to 1, as the network gives it.
 * `region` is what the grid covers in pixels of the original image; it may reach past the image's edges
 * because the network sees a square padded picture.
 */
export interface Heatmap {
  readonly width: number;
  readonly height: number;
  readonly values: Float32Array;
  readonly region: Rectangle;
}
