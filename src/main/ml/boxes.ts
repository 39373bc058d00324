import type { Heatmap, Rectangle } from '../../shared/image';
import type { ScoredBox } from '../../shared/prediction';

/** Where a model's card says nothing else, a box is drawn around what is at least this share of the image's strongest cell. */
const usualShareOfPeak = 0.35;

/** Points between one cell's centre and the next: odd, so that the centres themselves are among them, and the peak keeps its value. */
const fineness = 5;

/** Of the network's square; what is smaller is no opacity that a radiologist would draw a box around. */
const smallestArea = 0.02;

/**
 * Boxes around the connected regions (by edges, not corners) of the heatmap at or above a share of its peak, strongest first, in pixels of the image and
 * clipped to it. The heatmap is interpolated first, so that a box can end between two cells. A region ends at the midline: radiologists draw a box in
 * each lung. Share, fineness, smallest area and midline were chosen by the RSNA challenge's measure on images that are not test images
 * (docs/overlays.md). None where nothing is above 0, and none for a region that lies wholly in the padding.
 * @param shareOfPeak 0 to 1
 * @param image the image's size in pixels
 */
export function boxesIn(
  heatmap: Heatmap,
  image: { readonly width: number; readonly height: number },
  shareOfPeak = usualShareOfPeak,
): ScoredBox[] {
  const peak = heatmap.values.reduce((most, value) => Math.max(most, value), 0);
  if (peak === 0) return [];
  const fine = interpolated(heatmap);
  return regionsAbove(fine, shareOfPeak * peak)
    .filter(({ cells }) => cells >= smallestArea * fine.values.length)
    .map(({ bounds, score }) => ({ ...clip(toImage(bounds, fine), image), score }))
    .filter((box) => box.width > 0 && box.height > 0)
    .sort((a, b) => b.score - a.score);
}

/** `fineness` times as many cells along each axis, each the bilinear mean of the four nearest centres; past the outermost centres their value. */
function interpolated({ width, height, values, region }: Heatmap): Heatmap {
  const columns = between(width);
  const rows = between(height);
  const fine = new Float32Array(columns.length * rows.length);
  rows.forEach(({ from: top, to: bottom, share: down }, row) =>
    columns.forEach(({ from: left, to: right, share: along }, column) => {
      const at = (y: number, x: number): number => values[y * width + x] ?? 0;
      const above = at(top, left) + along * (at(top, right) - at(top, left));
      const below = at(bottom, left) + along * (at(bottom, right) - at(bottom, left));
      fine[row * columns.length + column] = above + down * (below - above);
    }),
  );
  return { width: columns.length, height: rows.length, values: fine, region };
}

/** For each fine cell of an axis: the two coarse cells that its centre lies between, and how far it is on its way to the second. */
function between(cells: number): readonly { readonly from: number; readonly to: number; readonly share: number }[] {
  return Array.from({ length: cells * fineness }, (_, fine) => {
    const centre = Math.min(Math.max((fine + 0.5) / fineness - 0.5, 0), cells - 1);
    const from = Math.floor(centre);
    return { from, to: Math.min(from + 1, cells - 1), share: centre - from };
  });
}

interface Region {
  /** In cells. */
  readonly bounds: Rectangle;
  /** How many cells there are in it. */
  readonly cells: number;
  /** Its strongest value. */
  readonly score: number;
}

function regionsAbove({ width, height, values }: Heatmap, level: number): Region[] {
  const seen = new Uint8Array(values.length);
  const regions: Region[] = [];
  values.forEach((value, seed) => {
    if (value < level || seen[seed] === 1) return;
    let [left, right, top, bottom, score, cells] = [width, -1, height, -1, 0, 0];
    const waiting = [seed];
    seen[seed] = 1;
    for (let cell = waiting.pop(); cell !== undefined; cell = waiting.pop()) {
      const column = cell % width;
      const row = Math.floor(cell / width);
      [left, right, top, bottom] = [Math.min(left, column), Math.max(right, column), Math.min(top, row), Math.max(bottom, row)];
      score = Math.max(score, values[cell] ?? 0);
      cells += 1;
      for (const next of neighbours(column, row, width, height)) {
        if (seen[next] === 1 || (values[next] ?? 0) < level) continue;
        seen[next] = 1;
        waiting.push(next);
      }
    }
    regions.push({ bounds: { x: left, y: top, width: right - left + 1, height: bottom - top + 1 }, cells, score });
  });
  return regions;
}

/** The cells that share an edge with this one, on its side of the midline. */
function neighbours(column: number, row: number, width: number, height: number): number[] {
  const cell = row * width + column;
  const isLeft = (one: number): boolean => 2 * one < width;
  return [
    ...(column > 0 && isLeft(column - 1) === isLeft(column) ? [cell - 1] : []),
    ...(column < width - 1 && isLeft(column + 1) === isLeft(column) ? [cell + 1] : []),
    ...(row > 0 ? [cell - width] : []),
    ...(row < height - 1 ? [cell + width] : []),
  ];
}

function toImage(cells: Rectangle, { width, height, region }: Heatmap): Rectangle {
  const [cellWidth, cellHeight] = [region.width / width, region.height / height];
  return {
    x: region.x + cells.x * cellWidth,
    y: region.y + cells.y * cellHeight,
    width: cells.width * cellWidth,
    height: cells.height * cellHeight,
  };
}

function clip(box: Rectangle, image: { readonly width: number; readonly height: number }): Rectangle {
  const x = Math.max(0, box.x);
  const y = Math.max(0, box.y);
  return { x, y, width: Math.min(image.width, box.x + box.width) - x, height: Math.min(image.height, box.y + box.height) - y };
}
