import type { Heatmap } from '../../../shared/image';
import type { Correction, ScoredBox } from '../../../shared/prediction';
import { type QuarterTurns, type Size, turnCells, turnedSize, turnRectangle, turnsBack } from '../../preprocess/turns';

const turnsOf: Readonly<Record<Correction, QuarterTurns>> = { inverted: 0, 'rotated-90': 1, 'rotated-180': 2, 'rotated-270': 3 };

/** Where a network looked. */
interface Overlay {
  readonly heatmap: Heatmap;
  readonly boxes: readonly ScoredBox[];
}

/**
 * An overlay made on a picture that was set right, in pixels of the picture as it was stored.
 * @param original the stored picture's size
 */
export function inOriginal({ heatmap, boxes }: Overlay, original: Size, corrections: readonly Correction[]): Overlay {
  const turns = (corrections.reduce((sum, correction) => sum + turnsOf[correction], 0) % 4) as QuarterTurns;
  const upright = turnedSize(original, turnsBack(turns));
  return {
    heatmap: {
      ...turnedSize(heatmap, turns),
      values: turnCells(heatmap.values, heatmap, turns),
      region: turnRectangle(heatmap.region, upright, turns),
    },
    boxes: boxes.map((box) => ({ ...turnRectangle(box, upright, turns), score: box.score })),
  };
}
