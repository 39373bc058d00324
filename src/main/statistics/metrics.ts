import { seededRandom } from './random';

/** One scored image: what the model said and what the radiologists said. */
export interface ScoredCase {
  readonly patient: string;
  /** 0 to 1 */
  readonly probability: number;
  readonly positive: boolean;
}

/**
 * Area under the ROC curve: the chance that a positive case scores higher than a negative one, ties counting half (Hanley and McNeil,
 * Radiology 1982;143:29-36). NaN where one of the classes is missing.
 */
export function areaUnderCurve(cases: readonly ScoredCase[]): number {
  const sorted = [...cases].sort((a, b) => a.probability - b.probability);
  const positives = sorted.filter((one) => one.positive).length;
  let rankSum = 0;
  for (let start = 0; start < sorted.length;) {
    let end = start;
    while (end < sorted.length && sorted[end]?.probability === sorted[start]?.probability) end += 1;
    const meanRank = (start + end + 1) / 2;
    rankSum += meanRank * sorted.slice(start, end).filter((one) => one.positive).length;
    start = end;
  }
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * (sorted.length - positives));
}

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * 95 % percentile bootstrap interval of a figure (Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13). Patients,
 * not images, are drawn with replacement, since images of one patient are alike. Draws that leave the figure undefined are left out.
 */
export function bootstrapInterval<Case extends Pick<ScoredCase, 'patient'>>(
  cases: readonly Case[],
  figure: (cases: readonly Case[]) => number,
  draws: number,
  seed: number,
): Interval {
  const byPatient = groups(cases, (one) => one.patient);
  const random = seededRandom(seed);
  const figures = Array.from({ length: draws }, () =>
    figure(byPatient.flatMap(() => byPatient[Math.floor(random() * byPatient.length)] ?? [])),
  );
  const sorted = figures.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  return { low: quantile(sorted, 0.025), high: quantile(sorted, 0.975) };
}

/** Linear interpolation between order statistics (Hyndman and Fan 1996, type 7). @param share 0 to 1; NaN where there is none */
export function quantile(sorted: readonly number[], share: number): number {
  const position = share * (sorted.length - 1);
  const below = sorted[Math.floor(position)] ?? NaN;
  const above = sorted[Math.ceil(position)] ?? NaN;
  return below + (above - below) * (position - Math.floor(position));
}

/** Mean squared distance of the probability from what was true, 0 (best) to 1 (Brier, Monthly Weather Review 1950;78:1-3). */
export function brierScore(cases: readonly ScoredCase[]): number {
  return mean(cases.map((one) => (one.probability - Number(one.positive)) ** 2));
}

/**
 * Expected calibration error over ten equal bins of the probability of the positive class: the mean distance, weighted by the images
 * in a bin, between its mean probability and its share of positives (Naeini, Cooper and Hauskrecht, AAAI 2015).
 */
export function expectedCalibrationError(cases: readonly ScoredCase[]): number {
  const bins = groups(cases, (one) => Math.min(Math.floor(one.probability * 10), 9));
  const gaps = bins.map((bin) => {
    const gap = mean(bin.map((one) => one.probability)) - mean(bin.map((one) => Number(one.positive)));
    return (bin.length / cases.length) * Math.abs(gap);
  });
  return gaps.reduce((sum, gap) => sum + gap, 0);
}

/** The accuracy of always giving the commoner answer. */
export function majorityAccuracy(cases: readonly ScoredCase[]): number {
  const share = mean(cases.map((one) => Number(one.positive)));
  return Math.max(share, 1 - share);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function groups<Case, Key>(cases: readonly Case[], key: (one: Case) => Key): readonly Case[][] {
  const byKey = new Map<Key, Case[]>();
  for (const one of cases) {
    const group = byKey.get(key(one));
    if (group === undefined) byKey.set(key(one), [one]);
    else group.push(one);
  }
  return [...byKey.values()];
}
