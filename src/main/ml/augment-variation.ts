import type { TrainingSettings } from '../../shared/training';
import type { SquareBox } from '../dataset/trainer-case';
import { between, type Random } from '../statistics/random';

/**
 * Where a varied picture's points lie in the picture itself: x = a u + b v + c, y = d u + e v + f, with u, v and x, y in shares of the side from
 * the upper left corner.
 */
export type Placement = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

/** How one training picture is varied. */
export interface PictureVariation {
  readonly placement: Placement;
  /** Exponent on brightness 0 to 1; 1 leaves it. */
  readonly gamma: number;
}

export const unvaried: PictureVariation = { placement: [1, 0, 0, 0, 1, 0], gamma: 1 };

type VariationSettings = Pick<TrainingSettings, 'flip' | 'rotationDegrees' | 'shiftShare' | 'scaleShare' | 'contrast'>;

/** A random variation within the run's limits, as positioning and exposure vary in practice. */
export function drawVariation(settings: VariationSettings, random: Random): PictureVariation {
  const angle = (between(-1, 1, random) * settings.rotationDegrees * Math.PI) / 180;
  const scale = (1 + settings.scaleShare) ** between(-1, 1, random);
  const [right, down] = [between(-1, 1, random) * settings.shiftShare, between(-1, 1, random) * settings.shiftShare];
  const gamma = (1 + settings.contrast) ** between(-1, 1, random);
  const mirror = settings.flip && random() < 0.5 ? -1 : 1;
  const [cosine, sine] = [Math.cos(angle) / scale, Math.sin(angle) / scale];
  return { placement: aboutCentre(mirror * cosine, -sine, mirror * sine, cosine, right, down), gamma };
}

/** Turns, scales and mirrors about the picture's centre, then moves. */
function aboutCentre(a: number, b: number, d: number, e: number, right: number, down: number): Placement {
  return [a, b, 0.5 - (a + b) / 2 - right, d, e, 0.5 - (d + e) / 2 - down];
}

/** Points along each side of a cell at which it is asked whether a box covers it. */
const pointsASide = 4;

/** How much of each cell of a cells x cells map of the varied picture the boxes cover, 0 to 1 in sixteenths, row-major. */
export function coverageOf(boxes: readonly SquareBox[], placement: Placement, cells: number): Float32Array {
  const covered = new Float32Array(cells * cells);
  if (boxes.length === 0) return covered;
  const [a, b, c, d, e, f] = placement;
  const points = cells * pointsASide;
  for (let row = 0; row < points; row += 1) {
    const v = (row + 0.5) / points;
    for (let column = 0; column < points; column += 1) {
      const u = (column + 0.5) / points;
      if (!boxes.some((box) => contains(box, a * u + b * v + c, d * u + e * v + f))) continue;
      const cell = Math.floor(row / pointsASide) * cells + Math.floor(column / pointsASide);
      covered[cell] = (covered[cell] ?? 0) + 1 / pointsASide ** 2;
    }
  }
  return covered;
}

function contains(box: SquareBox, x: number, y: number): boolean {
  return x >= box.left && x < box.right && y >= box.top && y < box.bottom;
}
