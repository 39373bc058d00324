import { normal95 } from './wilson';

/** One image scored by two models. */
export interface PairedScore {
  readonly positive: boolean;
  readonly first: number;
  readonly second: number;
}

export interface AucComparison {
  readonly firstAuc: number;
  readonly secondAuc: number;
  /** First minus second. */
  readonly difference: number;
  /** 95 % interval of the difference. */
  readonly low: number;
  readonly high: number;
  /** Two-sided, of no difference. */
  readonly pValue: number;
}

/**
 * Compares the areas under two ROC curves of the same images (DeLong, DeLong and Clarke-Pearson, Biometrics 1988;44:837-845), by midranks
 * (Sun and Xu, IEEE Signal Processing Letters 2014;21:1389-1393). Takes images as independent of each other.
 * @param scores at least two images of each class
 */
export function compareAucs(scores: readonly PairedScore[]): AucComparison {
  const positives = scores.filter(({ positive }) => positive);
  const negatives = scores.filter(({ positive }) => !positive);
  if (positives.length < 2 || negatives.length < 2) throw new Error('AUCs are compared on at least two images of each class');
  const first = placements(
    positives.map((one) => one.first),
    negatives.map((one) => one.first),
  );
  const second = placements(
    positives.map((one) => one.second),
    negatives.map((one) => one.second),
  );
  const [firstAuc, secondAuc] = [mean(first.ofPositives), mean(second.ofPositives)];
  const difference = firstAuc - secondAuc;
  const spread = (a: readonly number[], b: readonly number[]): number => variance(a.map((value, index) => value - (b[index] ?? NaN)));
  const error = Math.sqrt(
    spread(first.ofPositives, second.ofPositives) / positives.length + spread(first.ofNegatives, second.ofNegatives) / negatives.length,
  );
  const pValue = error === 0 ? (difference === 0 ? 1 : 0) : twoSided(difference / error);
  return { firstAuc, secondAuc, difference, low: difference - normal95 * error, high: difference + normal95 * error, pValue };
}

/** For each positive the share of negatives that it scores above, ties counting half; for each negative the share of positives above it. */
function placements(positives: readonly number[], negatives: readonly number[]) {
  const all = midranks([...positives, ...negatives]);
  const [among, others] = [midranks(positives), midranks(negatives)];
  return {
    ofPositives: positives.map((_, index) => ((all[index] ?? NaN) - (among[index] ?? NaN)) / negatives.length),
    ofNegatives: negatives.map((_, index) => 1 - ((all[positives.length + index] ?? NaN) - (others[index] ?? NaN)) / positives.length),
  };
}

/** Ranks from 1, ties sharing their mean rank. */
function midranks(values: readonly number[]): readonly number[] {
  const order = values.map((value, index) => ({ value, index })).sort((a, b) => a.value - b.value);
  const ranks = new Array<number>(values.length);
  for (let start = 0; start < order.length;) {
    let end = start;
    while (end < order.length && order[end]?.value === order[start]?.value) end += 1;
    for (const { index } of order.slice(start, end)) ranks[index] = (start + end + 1) / 2;
    start = end;
  }
  return ranks;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function variance(values: readonly number[]): number {
  const centre = mean(values);
  return values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1);
}

/** The chance of a standard normal number at least this far from 0 (Abramowitz and Stegun 1964, 7.1.26; error below 1.5e-7). */
function twoSided(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return series * Math.exp(-x * x);
}
