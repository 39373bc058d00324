import type { ReliabilityBin } from '../../shared/model-card';
import { expectedCalibrationError, quantile, type ScoredCase } from './metrics';
import { seededRandom } from './random';
import { estimateShare } from './wilson';

type Scored = Pick<ScoredCase, 'probability' | 'positive'>;

/**
 * What a reliability diagram shows (Murphy and Winkler, Applied Statistics 1977;26:41-47): the probabilities in bins of equal width, and the
 * share of positives in each. Bins without an image are left out.
 */
export function equalWidthBins(cases: readonly Scored[], bins = 10): readonly ReliabilityBin[] {
  const members = Array.from({ length: bins }, (): Scored[] => []);
  for (const one of cases) members[Math.min(Math.floor(one.probability * bins), bins - 1)]?.push(one);
  return members.flatMap((inside, index) => (inside.length === 0 ? [] : [binOf(inside, index / bins, (index + 1) / bins)]));
}

/**
 * The same in bins of about equally many images, for sets so small that bins of equal width would hold next to none. Equal probabilities
 * are never parted, so that there may be fewer bins. A bin reaches from its lowest probability to its highest.
 */
export function equalCountBins(cases: readonly Scored[], bins = 10): readonly ReliabilityBin[] {
  const sorted = [...cases].sort((a, b) => a.probability - b.probability);
  const found: ReliabilityBin[] = [];
  let start = 0;
  for (let bin = 1; bin <= bins; bin += 1) {
    let end = Math.round((bin * sorted.length) / bins);
    while (end > start && end < sorted.length && sorted[end]?.probability === sorted[end - 1]?.probability) end += 1;
    if (end <= start) continue;
    const inside = sorted.slice(start, end);
    found.push(binOf(inside, inside[0]?.probability ?? NaN, inside.at(-1)?.probability ?? NaN));
    start = end;
  }
  return found;
}

function binOf(inside: readonly Scored[], low: number, high: number): ReliabilityBin {
  return {
    low,
    high,
    images: inside.length,
    meanPredicted: inside.reduce((sum, { probability }) => sum + probability, 0) / inside.length,
    observed: estimateShare(inside.filter(({ positive }) => positive).length, inside.length),
  };
}

export interface ChanceError {
  /** The mean calibration error of a model whose every probability is right, on as many images. */
  readonly mean: number;
  /** What such a model's calibration error stays below in 95 of 100 sets. */
  readonly high: number;
}

/**
 * The expected calibration error that chance alone makes at these probabilities: labels are drawn from them, so that they are right, and the
 * error is measured all the same. It is not 0, since few images lie in a bin (Bröcker and Smith, Weather and Forecasting 2007;22:651-661).
 */
export function calibrationErrorByChance(cases: readonly ScoredCase[], draws = 1_000, seed = 1): ChanceError {
  const random = seededRandom(seed);
  const errors = Array.from({ length: draws }, () =>
    expectedCalibrationError(cases.map((one) => ({ ...one, positive: random() < one.probability }))),
  ).sort((a, b) => a - b);
  return { mean: errors.reduce((sum, error) => sum + error, 0) / draws, high: quantile(errors, 0.95) };
}
