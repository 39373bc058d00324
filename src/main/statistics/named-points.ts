import type { Estimate, OperatingPoint, OperatingPointName } from '../../shared/model-card';
import type { TrainingSettings } from '../../shared/training';
import type { ScoredCase } from './metrics';
import { chooseThreshold, confusionAt } from './operating-point';
import { estimateShare } from './wilson';

type Scored = Pick<ScoredCase, 'probability' | 'positive'>;

/** What each name asks of its threshold. */
const rules: readonly (readonly [OperatingPointName, TrainingSettings['operatingRule'], number])[] = [
  ['triage', 'sensitivity', 0.95],
  ['balanced', 'youden', 0],
  ['rule-in', 'specificity', 0.95],
];

/** The threshold of each name, by chooseThreshold's rules: sensitivity at least 0.95, Youden's index, specificity at least 0.95. */
export function namedThresholds(cases: readonly Scored[]): readonly Pick<OperatingPoint, 'name' | 'threshold'>[] {
  return rules.map(([name, rule, value]) => ({ name, threshold: chooseThreshold(cases, rule, value) }));
}

/** What an operating point comes to on these cases, which should not be those that its threshold was chosen on. @param cases of both classes */
export function measurePoints(
  points: readonly Pick<OperatingPoint, 'name' | 'threshold'>[],
  cases: readonly Scored[],
  measuredOn: string,
): readonly OperatingPoint[] {
  return points.map(({ name, threshold }) => ({ name, threshold, ...sharesAt(cases, threshold), measuredOn }));
}

/** Sensitivity and specificity with their 95 % intervals (Wilson). */
export function sharesAt(cases: readonly Scored[], threshold: number): { readonly sensitivity: Estimate; readonly specificity: Estimate } {
  const { truePositives, falsePositives, trueNegatives, falseNegatives } = confusionAt(cases, threshold);
  return {
    sensitivity: estimateShare(truePositives, truePositives + falseNegatives),
    specificity: estimateShare(trueNegatives, trueNegatives + falsePositives),
  };
}
