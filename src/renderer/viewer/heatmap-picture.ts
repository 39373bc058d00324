import type { Heatmap } from '../../shared/image';
import type { ColourMapName } from '../../shared/settings';
import { colourOf } from './colour-maps';

/** Below this the network's attention is not worth covering a pixel for. */
export const faintest = 0.15;

/** How opaque a value is drawn, 0 to 1: nothing below the faintest and below the threshold, then growing with the value. */
export function rampAlpha(value: number, threshold: number): number {
  if (value < threshold) return 0;
  return Math.min(Math.max((value - faintest) / (1 - faintest), 0), 1);
}

/** RGBA of 256 values from 0 to 1, so that a picture looks colours up instead of working them out a pixel at a time. */
export function levelsOf(colours: ColourMapName, threshold: number): Uint8ClampedArray {
  const levels = Array.from({ length: 256 }, (_, level) => [
    ...colourOf(colours, level / 255),
    Math.round(rampAlpha(level / 255, threshold) * 255),
  ]);
  return new Uint8ClampedArray(levels.flat());
}

/** Where a pixel's centre lies between two cells' centres: the cell before, the cell after, and the share of the latter. */
function betweenCells(pixel: number, side: number, cells: number): { before: number; after: number; share: number } {
  const place = Math.min(Math.max(((pixel + 0.5) / side) * cells - 0.5, 0), cells - 1);
  const before = Math.floor(place);
  return { before, after: Math.min(before + 1, cells - 1), share: place - before };
}

/** A heatmap in so many columns and rows over the same region: bilinear between cell centres, level from the outermost ones on. */
export function resampled({ width, height, values, region }: Heatmap, columns: number, rows: number): Heatmap {
  const across = Array.from({ length: columns }, (_, column) => betweenCells(column, columns, width));
  const finer = new Float32Array(columns * rows);
  for (let row = 0; row < rows; row += 1) {
    const y = betweenCells(row, rows, height);
    across.forEach((x, column) => {
      const top = (values[y.before * width + x.before] ?? 0) * (1 - x.share) + (values[y.before * width + x.after] ?? 0) * x.share;
      const bottom = (values[y.after * width + x.before] ?? 0) * (1 - x.share) + (values[y.after * width + x.after] ?? 0) * x.share;
      finer[row * columns + column] = top * (1 - y.share) + bottom * y.share;
    });
  }
  return { width: columns, height: rows, values: finer, region };
}

/**
 * The heatmap as RGBA bytes, row-major, `side` by `side`: values are interpolated before they are coloured, so that colours between two
 * cells lie on the ramp rather than between two colours.
 */
export function heatmapPixels(heatmap: Heatmap, side: number, colours: ColourMapName, threshold: number): Uint8ClampedArray<ArrayBuffer> {
  const levels = levelsOf(colours, threshold);
  const pixels = new Uint8ClampedArray(side * side * 4);
  resampled(heatmap, side, side).values.forEach((value, place) => {
    const level = Math.round(Math.min(Math.max(value, 0), 1) * 255) * 4;
    for (let channel = 0; channel < 4; channel += 1) pixels[place * 4 + channel] = levels[level + channel] ?? 0;
  });
  return pixels;
}
