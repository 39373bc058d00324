import type { Heatmap, Rectangle } from '../../shared/image';
import type { ScoredBox } from '../../shared/prediction';

/**
 * Boxes around the connected regions (by edges, not corners) of cells at or above a level, strongest first, in pixels of the image and
 * clipped to it. A region that lies wholly in the padding gives none.
 * @param level 0 to 1, in the heatmap's own values
 * @param image the image's size in pixels
 */
export function boxesOf(heatmap: Heatmap, level: number, image: { readonly width: number; readonly height: number }): ScoredBox[] {
  return regionsAbove(heatmap, level)
    .map(({ score, ...cells }) => ({ ...clip(toImage(cells, heatmap), image), score }))
    .filter((box) => box.width > 0 && box.height > 0)
    .sort((a, b) => b.score - a.score);
}

/** Bounding rectangle in cells, and the strongest value, of each connected region. */
function regionsAbove({ width, height, values }: Heatmap, level: number): ScoredBox[] {
  const seen = new Uint8Array(values.length);
  const regions: ScoredBox[] = [];
  values.forEach((value, seed) => {
    if (value < level || seen[seed] === 1) return;
    let [left, right, top, bottom, score] = [width, -1, height, -1, 0];
    const waiting = [seed];
    seen[seed] = 1;
    for (let cell = waiting.pop(); cell !== undefined; cell = waiting.pop()) {
      const column = cell % width;
      const row = Math.floor(cell / width);
      [left, right, top, bottom] = [Math.min(left, column), Math.max(right, column), Math.min(top, row), Math.max(bottom, row)];
      score = Math.max(score, values[cell] ?? 0);
      for (const next of neighbours(column, row, width, height)) {
        if (seen[next] === 1 || (values[next] ?? 0) < level) continue;
        seen[next] = 1;
        waiting.push(next);
      }
    }
    regions.push({ x: left, y: top, width: right - left + 1, height: bottom - top + 1, score });
  });
  return regions;
}

function neighbours(column: number, row: number, width: number, height: number): number[] {
  const cell = row * width + column;
  return [
    ...(column > 0 ? [cell - 1] : []),
    ...(column < width - 1 ? [cell + 1] : []),
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
