import type { SquareBox } from '../dataset/trainer-case';
import type { Random } from './random';
import { between } from './random';

/** How a training picture is varied: which part of the square is shown (mirrored where left > right), and its contrast curve. */
export interface Variation {
  readonly view: SquareBox;
  /** Exponent on brightness 0 to 1; 1 leaves it. */
  readonly gamma: number;
}

/**
 * A random variation of the size that positioning and exposure vary by in practice: 80 to 115 % of the width and, nearly in proportion, of
 * the height; moved by up to 8 %; gamma 0.75 to 1.33; mirrored in half of all cases (opacities occur on either side).
 */
export function randomVariation(random: Random): Variation {
  const width = between(0.8, 1.15, random);
  const height = width * between(0.92, 1.08, random);
  const centreX = 0.5 + between(-0.08, 0.08, random);
  const centreY = 0.5 + between(-0.08, 0.08, random);
  const view = { left: centreX - width / 2, right: centreX + width / 2, top: centreY - height / 2, bottom: centreY + height / 2 };
  const gamma = Math.exp(between(-0.288, 0.288, random));
  return { view: random() < 0.5 ? { ...view, left: view.right, right: view.left } : view, gamma };
}

/** Where a box of the whole square lies in a view of it, in shares of that view; may reach past it. */
export function boxInView(box: SquareBox, view: SquareBox): SquareBox {
  const across = (x: number) => (x - view.left) / (view.right - view.left);
  const down = (y: number) => (y - view.top) / (view.bottom - view.top);
  const [left, right] = [across(box.left), across(box.right)];
  return { left: Math.min(left, right), right: Math.max(left, right), top: down(box.top), bottom: down(box.bottom) };
}

/** How much of each cell of a grid x grid map the boxes cover, 0 to 1, row-major; overlapping boxes count once, by the larger cover. */
export function coverage(boxes: readonly SquareBox[], grid: number): Float32Array {
  const cells = new Float32Array(grid * grid);
  const overlap = (low: number, high: number, cell: number) => Math.max(0, Math.min(high * grid, cell + 1) - Math.max(low * grid, cell));
  for (const box of boxes) {
    for (let row = 0; row < grid; row += 1) {
      const height = overlap(box.top, box.bottom, row);
      if (height === 0) continue;
      for (let column = 0; column < grid; column += 1) {
        const cell = row * grid + column;
        cells[cell] = Math.max(cells[cell] ?? 0, height * overlap(box.left, box.right, column));
      }
    }
  }
  return cells;
}
