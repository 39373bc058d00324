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

/** RGBA of 256 values from 0 to 1, so that a picture looks colours up instead of working them out a pixel at a time. */
const levels = new Uint8ClampedArray(
  Array.from({ length: 256 }, (_, level) => [...rampColour(level / 255), Math.round(rampAlpha(level / 255) * 255)]).flat(),
);

/** The overlay's colours for a picture made elsewhere: red, green, blue and opacity of 256 values from 0 to 1. */
export function heatmapLevels(): Uint8Array {
  return Uint8Array.from(levels);
}

/** Where a pixel's centre lies between two cells' centres: the cell before, the cell after, and the share of the latter. */
function betweenCells(pixel: number, side: number, cells: number): { before: number; after: number; share: number } {
  const place = Math.min(Math.max(((pixel + 0.5) / side) * cells - 0.5, 0), cells - 1);
  const before = Math.floor(place);
  return { before, after: Math.min(before + 1, cells - 1), share: place - before };
}

/**
 * The heatmap as RGBA bytes, row-major, `side` by `side`: values are interpolated (bilinear between cell centres) before they are
 * coloured, so that colours between two cells lie on the ramp rather than between two colours.
 */
export function heatmapPixels({ width, height, values }: Heatmap, side: number): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(side * side * 4);
  const columns = Array.from({ length: side }, (_, column) => betweenCells(column, side, width));
  for (let row = 0; row < side; row += 1) {
    const y = betweenCells(row, side, height);
    columns.forEach((x, column) => {
      const top = (values[y.before * width + x.before] ?? 0) * (1 - x.share) + (values[y.before * width + x.after] ?? 0) * x.share;
      const bottom = (values[y.after * width + x.before] ?? 0) * (1 - x.share) + (values[y.after * width + x.after] ?? 0) * x.share;
      const level = Math.round(Math.min(Math.max(top * (1 - y.share) + bottom * y.share, 0), 1) * 255) * 4;
      const at = (row * side + column) * 4;
      for (let channel = 0; channel < 4; channel += 1) pixels[at + channel] = levels[level + channel] ?? 0;
    });
  }
  return pixels;
}
