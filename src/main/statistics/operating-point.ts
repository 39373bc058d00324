import type { TrainingSettings } from '../../shared/training';
import type { ScoredCase } from './metrics';

/** How many images of each kind the answer `probability >= threshold` gets right and wrong. */
export interface Confusion {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly trueNegatives: number;
  readonly falseNegatives: number;
}

type Scored = Pick<ScoredCase, 'probability' | 'positive'>;

/**
 * The threshold that the rule chooses, half way between the lowest score that counts as positive and the next lower one. Of equally
 * good thresholds the lowest, which misses least.
 * - youden: greatest sensitivity + specificity - 1 (Youden, Cancer 1950;3:32-35).
 * - sensitivity: greatest specificity among those of at least this sensitivity.
 * - specificity: greatest sensitivity among those of at least this specificity.
 * - cost: least (false alarms + value x misses), the expected cost at the data's own share of positives (Metz, Seminars in Nuclear
 *   Medicine 1978;8:283-298).
 * @param value the share to hold, 0 to 1, or how many false alarms one miss is worth; without effect on youden
 */
export function chooseThreshold(cases: readonly Scored[], rule: TrainingSettings['operatingRule'], value: number): number {
  // Where a score is 1 there is no threshold above it.
  const points = operatingPoints(cases).filter(
    ({ threshold, confusion }) => threshold < 1 || confusion.truePositives + confusion.falsePositives > 0,
  );
  const worth = ({ confusion }: { readonly confusion: Confusion }): number => {
    const { sensitivity, specificity } = shares(confusion);
    switch (rule) {
      case 'youden':
        return sensitivity + specificity - 1;
      case 'sensitivity':
        return sensitivity >= value ? specificity : sensitivity - 2;
      case 'specificity':
        return specificity >= value ? sensitivity : specificity - 2;
      case 'cost':
        return -(confusion.falsePositives + value * confusion.falseNegatives);
    }
  };
  return points.reduce((best, point) => (worth(point) >= worth(best) ? point : best)).threshold;
}

/** One point for each way to part the scores: from none positive (a threshold of 1 or above every score) to all. */
function operatingPoints(cases: readonly Scored[]): readonly [Point, ...Point[]] {
  const sorted = [...cases].sort((a, b) => b.probability - a.probability);
  const positives = sorted.filter((one) => one.positive).length;
  let [truePositives, falsePositives] = [0, 0];
  const confusion = (): Confusion => ({
    truePositives,
    falsePositives,
    trueNegatives: sorted.length - positives - falsePositives,
    falseNegatives: positives - truePositives,
  });
  const highest = sorted[0]?.probability ?? 1;
  const points: [Point, ...Point[]] = [{ threshold: (highest + 1) / 2, confusion: confusion() }];
  sorted.forEach(({ probability, positive }, index) => {
    if (positive) truePositives += 1;
    else falsePositives += 1;
    const lower = sorted[index + 1]?.probability ?? 0;
    if (lower === probability && index < sorted.length - 1) return;
    const between = (probability + lower) / 2;
    // Between neighbouring numbers there is none.
    points.push({ threshold: between > lower ? between : probability, confusion: confusion() });
  });
  return points;
}

interface Point {
  readonly threshold: number;
  readonly confusion: Confusion;
}

export function confusionAt(cases: readonly Scored[], threshold: number): Confusion {
  const count = (positive: boolean, called: boolean): number =>
    cases.filter((one) => one.positive === positive && one.probability >= threshold === called).length;
  return {
    truePositives: count(true, true),
    falsePositives: count(false, true),
    trueNegatives: count(false, false),
    falseNegatives: count(true, false),
  };
}

/** Sensitivity and specificity, 0 to 1; NaN for a class without an image. */
export function shares({ truePositives, falsePositives, trueNegatives, falseNegatives }: Confusion): {
  readonly sensitivity: number;
  readonly specificity: number;
} {
  return {
    sensitivity: truePositives / (truePositives + falseNegatives),
    specificity: trueNegatives / (trueNegatives + falsePositives),
  };
}

/**
 * Average precision: the mean over the positives of the precision at each one's rank, which is the area under the precision-recall curve
 * without interpolation (Davis and Goadrich, ICML 2006; Boyd et al., ECML 2013). Equal scores are counted together. NaN without a
 * positive.
 */
export function averagePrecision(cases: readonly Scored[]): number {
  const points = operatingPoints(cases).map(({ confusion }) => confusion);
  const positives = cases.filter((one) => one.positive).length;
  const areas = points.slice(1).map(({ truePositives, falsePositives }, index) => {
    const gained = truePositives - (points[index]?.truePositives ?? 0);
    return (gained / positives) * (truePositives / (truePositives + falsePositives));
  });
  return areas.reduce((sum, area) => sum + area, 0);
}
