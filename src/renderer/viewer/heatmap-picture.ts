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

/** Where the centres of `side` pixels lie between the centres of cells: the cell before each, the cell after, and the share of the latter. */
function betweenCells(
  side: number,
  cells: number,
): { readonly before: Uint16Array; readonly after: Uint16Array; readonly share: Float32Array } {
  const [before, after, share] = [new Uint16Array(side), new Uint16Array(side), new Float32Array(side)];
  for (let pixel = 0; pixel < side; pixel += 1) {
    const place = Math.min(Math.max(((pixel + 0.5) / side) * cells - 0.5, 0), cells - 1);
    before[pixel] = Math.floor(place);
    after[pixel] = Math.min(Math.floor(place) + 1, cells - 1);
    share[pixel] = place - Math.floor(place);
  }
  return { before, after, share };
}

/** A heatmap in so many columns and rows over the same region: bilinear between cell centres, level from the outermost ones on. */
export function resampled({ width, height, values, region }: Heatmap, columns: number, rows: number): Heatmap {
  const x = betweenCells(columns, width);
  const y = betweenCells(rows, height);
  // First along the rows of cells, then between them: each value is worked out once, not for every pixel that needs it.
  const wide = new Float32Array(columns * height);
  for (let row = 0; row < height; row += 1)
    for (let column = 0; column < columns; column += 1) {
      const share = x.share[column] as number;
      const [before, after] = [values[row * width + (x.before[column] as number)], values[row * width + (x.after[column] as number)]];
      wide[row * columns + column] = (before as number) * (1 - share) + (after as number) * share;
    }
  const finer = new Float32Array(columns * rows);
  for (let row = 0; row < rows; row += 1) {
    const [top, bottom, share] = [(y.before[row] as number) * columns, (y.after[row] as number) * columns, y.share[row] as number];
    for (let column = 0; column < columns; column += 1)
      finer[row * columns + column] = (wide[top + column] as number) * (1 - share) + (wide[bottom + column] as number) * share;
  }
  return { width: columns, height: rows, values: finer, region };
}

/**
 * The heatmap as RGBA bytes, row-major, `side` by `side`: values are interpolated before they are coloured, so that colours between two
 * cells lie on the ramp rather than between two colours.
 */
export function heatmapPixels(heatmap: Heatmap, side: number, colours: ColourMapName, threshold: number): Uint8ClampedArray<ArrayBuffer> {
  const levels = new Uint32Array(levelsOf(colours, threshold).buffer);
  const { values } = resampled(heatmap, side, side);
  const words = new Uint32Array(side * side);
  for (let place = 0; place < words.length; place += 1)
    words[place] = levels[Math.round(Math.min(Math.max(values[place] as number, 0), 1) * 255)] as number;
  return new Uint8ClampedArray(words.buffer);
}
