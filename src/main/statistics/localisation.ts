import type { Heatmap, Rectangle } from '../../shared/image';
import type { ScoredBox } from '../../shared/prediction';

/** The centre of the strongest cell in pixels of the image; null for a heatmap without cells. */
export function peakOf({ width, height, values, region }: Heatmap): { readonly x: number; readonly y: number } | null {
  if (values.length === 0) return null;
  const strongest = values.reduce((best, value, cell) => (value > (values[best] ?? 0) ? cell : best), 0);
  return {
    x: region.x + (((strongest % width) + 0.5) / width) * region.width,
    y: region.y + ((Math.floor(strongest / width) + 0.5) / height) * region.height,
  };
}

/** True where the heatmap's peak lies in one of the boxes: what the pointing game counts (Zhang et al., IJCV 2018;126:1084-1102). */
export function pointsIntoBox(heatmap: Heatmap, boxes: readonly Rectangle[]): boolean {
  const peak = peakOf(heatmap);
  return (
    peak !== null && boxes.some((box) => peak.x >= box.x && peak.x <= box.x + box.width && peak.y >= box.y && peak.y <= box.y + box.height)
  );
}

/** What was drawn and what was found in one image, in the same pixels. */
export interface BoxedImage {
  readonly drawn: readonly Rectangle[];
  readonly found: readonly ScoredBox[];
}

/** 0.40, 0.45 … 0.75: the RSNA Pneumonia Detection Challenge's own. */
const overlapThresholds = Array.from({ length: 8 }, (_, step) => 0.4 + step * 0.05);

/**
 * The RSNA Pneumonia Detection Challenge's measure (Shih et al. 2019; kaggle.com/c/rsna-pneumonia-detection-challenge, "Evaluation"): for each image and
 * each threshold on intersection over union TP / (TP + FP + FN), boxes matched in the order of their scores, a match being an overlap greater than the
 * threshold; its mean over thresholds, then over images. An image without drawn boxes is 0 for whatever is found in it, and does not count where nothing
 * is. NaN where no image counts.
 */
export function meanAveragePrecision(images: readonly BoxedImage[]): number {
  const counted = images.filter(({ drawn, found }) => drawn.length + found.length > 0);
  const precisions = counted.map(({ drawn, found }) => mean(overlapThresholds.map((threshold) => precisionAt(drawn, found, threshold))));
  return mean(precisions);
}

function precisionAt(drawn: readonly Rectangle[], found: readonly ScoredBox[], threshold: number): number {
  const open = [...drawn];
  let hits = 0;
  for (const box of found.toSorted((a, b) => b.score - a.score)) {
    const overlaps = open.map((one) => intersectionOverUnion(one, box));
    const best = overlaps.indexOf(Math.max(...overlaps));
    if (best < 0 || (overlaps[best] ?? 0) <= threshold) continue;
    open.splice(best, 1);
    hits += 1;
  }
  return hits / (drawn.length + found.length - hits);
}

/** Shared area over joint area, 0 to 1 (Jaccard). */
export function intersectionOverUnion(one: Rectangle, other: Rectangle): number {
  const width = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x);
  const height = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y);
  const shared = Math.max(0, width) * Math.max(0, height);
  return shared / (one.width * one.height + other.width * other.height - shared);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
