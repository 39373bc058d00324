import type { ReaderFigures } from '../../shared/figures';
import type { Estimate } from '../../shared/model-card';
import { aucInterval } from './auc-interval';
import { areaUnderCurve } from './metrics';
import { estimateShare } from './wilson';

/** A scored image that the reader has a verdict on. */
export interface ReadCase {
  /** 0 to 1 */
  readonly probability: number;
  /** The one in force when the image was scored. */
  readonly threshold: number;
  /** What the reader said. */
  readonly positive: boolean;
}

/** True where the model's answer is the reader's. */
export const agrees = ({ probability, threshold, positive }: ReadCase): boolean => probability >= threshold === positive;

/** How a model's answers stand to a reader's verdicts, taken as what is true. Intervals are 95 %; a figure over no image is null. */
export function readerFigures(cases: readonly ReadCase[]): ReaderFigures {
  const count = (positive: boolean, agreed: boolean): number =>
    cases.filter((one) => one.positive === positive && agrees(one) === agreed).length;
  const [truePositives, falseNegatives] = [count(true, true), count(true, false)];
  const [trueNegatives, falsePositives] = [count(false, true), count(false, false)];
  const [positives, negatives] = [truePositives + falseNegatives, trueNegatives + falsePositives];
  return {
    read: cases.length,
    truePositives,
    falseNegatives,
    trueNegatives,
    falsePositives,
    agreement: shareOf(truePositives + trueNegatives, cases.length),
    sensitivity: shareOf(truePositives, positives),
    specificity: shareOf(trueNegatives, negatives),
    auc: positives === 0 || negatives === 0 ? null : estimateArea(cases, positives, negatives),
  };
}

function shareOf(part: number, all: number): Estimate | null {
  return all === 0 ? null : estimateShare(part, all);
}

function estimateArea(cases: readonly ReadCase[], positives: number, negatives: number): Estimate {
  const value = areaUnderCurve(cases.map((one) => ({ ...one, patient: '' })));
  return { value, ...aucInterval(value, positives, negatives) };
}
