import type { Heatmap } from '../../shared/image';
import type { Point } from './view';

/**
 * The lines at which a heatmap crosses a level, as closed rings in pixels of the original image: marching squares over the cells' centres,
 * interpolated along their connections (Lorensen and Cline, SIGGRAPH 1987, in two dimensions). Beyond the outermost centres the map goes on
 * as it is up to its edge, where a ring is closed along the edge.
 */
export function contourRings(heatmap: Heatmap, level: number): readonly (readonly Point[])[] {
  const grid = closedGrid(heatmap);
  const neighbours = new Map<string, string[]>();
  const points = new Map<string, Point>();
  for (let row = 0; row + 1 < grid.rows; row += 1) {
    for (let column = 0; column + 1 < grid.columns; column += 1) joinCrossings(grid, column, row, level, neighbours, points);
  }
  return ringsOf(neighbours, points);
}

/** A ring as an SVG path. */
export function pathOf(rings: readonly (readonly Point[])[]): string {
  const number = (value: number): string => String(Math.round(value * 100) / 100);
  return rings.map((ring) => `M${ring.map(({ x, y }) => `${number(x)} ${number(y)}`).join('L')}Z`).join('');
}

interface Grid {
  readonly columns: number;
  readonly rows: number;
  value(column: number, row: number): number;
  point(column: number, row: number): Point;
}

/** The cells' centres, the map's edges with the values beside them, and around these, at the same place, a ring below every level. */
function closedGrid({ width, height, values, region }: Heatmap): Grid {
  const added = 2;
  const place = (index: number, cells: number): number => Math.min(Math.max(index - added + 0.5, 0), cells);
  return {
    columns: width + 2 * added,
    rows: height + 2 * added,
    value: (column, row) => {
      if (column === 0 || row === 0 || column === width + 3 || row === height + 3) return -1;
      const x = Math.min(Math.max(column - added, 0), width - 1);
      const y = Math.min(Math.max(row - added, 0), height - 1);
      return values[y * width + x] ?? 0;
    },
    point: (column, row) => ({
      x: region.x + (place(column, width) / width) * region.width,
      y: region.y + (place(row, height) / height) * region.height,
    }),
  };
}

/** Joins the crossings on the four sides of one square: each side is named by its own two corners, so that neighbours meet in it. */
function joinCrossings(
  grid: Grid,
  column: number,
  row: number,
  level: number,
  neighbours: Map<string, string[]>,
  points: Map<string, Point>,
): void {
  // Clockwise from the upper left.
  const corners = [
    [column, row],
    [column + 1, row],
    [column + 1, row + 1],
    [column, row + 1],
  ] as const;
  const crossings = corners.flatMap((from, side) => {
    const to = corners[(side + 1) % 4] ?? from;
    const [before, after] = [grid.value(...from), grid.value(...to)];
    if (before >= level === after >= level) return [];
    const name = nameOf(from, to);
    points.set(name, between(grid.point(...from), grid.point(...to), (level - before) / (after - before)));
    return [{ name, enters: after >= level }];
  });
  if (crossings.length === 0) return;
  const mean = corners.reduce((sum, corner) => sum + grid.value(...corner), 0) / 4;
  // Of four crossings, those around a corner belong together that the middle is not like.
  const start = crossings.length === 4 && mean >= level === crossings[0]?.enters ? 1 : 0;
  for (let pair = 0; pair < crossings.length; pair += 2) {
    const one = crossings[(start + pair) % crossings.length];
    const other = crossings[(start + pair + 1) % crossings.length];
    if (one === undefined || other === undefined) continue;
    neighbours.set(one.name, [...(neighbours.get(one.name) ?? []), other.name]);
    neighbours.set(other.name, [...(neighbours.get(other.name) ?? []), one.name]);
  }
}

function nameOf(one: readonly [number, number], other: readonly [number, number]): string {
  const [first, second] = [one, other].sort(([x, y], [otherX, otherY]) => y - otherY || x - otherX);
  return `${String(first)} ${String(second)}`;
}

function between(from: Point, to: Point, share: number): Point {
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}

/** Every crossing has two neighbours: going from one to the next leads back. */
function ringsOf(neighbours: ReadonlyMap<string, readonly string[]>, points: ReadonlyMap<string, Point>): Point[][] {
  const left = new Set(neighbours.keys());
  const rings: Point[][] = [];
  for (const start of neighbours.keys()) {
    const ring: Point[] = [];
    for (let at: string | undefined = start; at !== undefined && left.delete(at);) {
      const point = points.get(at);
      const last = ring.at(-1);
      if (point !== undefined && (last?.x !== point.x || last.y !== point.y)) ring.push(point);
      at = neighbours.get(at)?.find((next) => left.has(next));
    }
    if (ring.length > 2) rings.push(ring);
  }
  return rings;
}
