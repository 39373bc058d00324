import type { Heatmap } from '../../shared/image';

/**
 * A perceptually even ramp from dark violet to pale yellow (anchors of matplotlib's CC0 'inferno' at 0.25 to 1; its black end
 * would hide in a radiograph), red, green and blue from 0 to 255.
 */
const ramp: readonly (readonly [number, number, number])[] = [
  [87, 16, 110],
  [120, 28, 109],
  [153, 39, 102],
  [186, 54, 85],
  [212, 72, 66],
  [236, 105, 37],
  [249, 142, 9],
  [251, 182, 26],
  [244, 223, 83],
  [252, 255, 164],
];

/** Below this the network's attention is not worth covering a pixel for. */
const faintest = 0.15;

/** The colour of a value from 0 to 1. */
export function rampColour(value: number): readonly [number, number, number] {
  const place = Math.min(Math.max(value, 0), 1) * (ramp.length - 1);
  const lower = ramp[Math.floor(place)] ?? [0, 0, 0];
  const upper = ramp[Math.ceil(place)] ?? lower;
  const share = place - Math.floor(place);
  return [0, 1, 2].map((channel) => Math.round((lower[channel] ?? 0) * (1 - share) + (upper[channel] ?? 0) * share)) as [
    number,
    number,
    number,
  ];
}

/** How opaque a value is drawn, 0 to 1: nothing below the faintest, then growing with the value. */
export function rampAlpha(value: number): number {
  return Math.min(Math.max((value - faintest) / (1 - faintest), 0), 1);
}

/** The value between cell centres, by bilinear interpolation; column and row are in cells, clamped at the grid's edge. */
function valueAt({ width, height, values }: Heatmap, column: number, row: number): number {
  const x = Math.min(Math.max(column - 0.5, 0), width - 1);
  const y = Math.min(Math.max(row - 0.5, 0), height - 1);
  const left = Math.floor(x);
  const top = Math.floor(y);
  const right = Math.min(left + 1, width - 1);
  const bottom = Math.min(top + 1, height - 1);
  const cell = (cellX: number, cellY: number): number => values[cellY * width + cellX] ?? 0;
  const upper = cell(left, top) * (1 - (x - left)) + cell(right, top) * (x - left);
  const lower = cell(left, bottom) * (1 - (x - left)) + cell(right, bottom) * (x - left);
  return upper * (1 - (y - top)) + lower * (y - top);
}

/**
 * The heatmap as RGBA bytes, row-major, `side` by `side`: values are interpolated before they are coloured, so that colours
 * between two cells lie on the ramp rather than between two colours.
 */
export function heatmapPixels(heatmap: Heatmap, side: number): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(side * side * 4);
  for (let row = 0; row < side; row += 1) {
    for (let column = 0; column < side; column += 1) {
      const value = valueAt(heatmap, ((column + 0.5) / side) * heatmap.width, ((row + 0.5) / side) * heatmap.height);
      const [red, green, blue] = rampColour(value);
      pixels.set([red, green, blue, Math.round(rampAlpha(value) * 255)], (row * side + column) * 4);
    }
  }
  return pixels;
}
