import type { EpochMetrics, TrainingSettings } from '../../shared/training';
import type { ScoredCase } from '../statistics/metrics';
import { areaUnderCurve, brierScore, expectedCalibrationError, majorityAccuracy } from '../statistics/metrics';
import { averagePrecision, chooseThreshold, confusionAt, shares } from '../statistics/operating-point';

/** The figures of an epoch that follow from the scores of the validation part. */
export type ScoreFigures = Omit<
  EpochMetrics,
  'epoch' | 'trainLoss' | 'validationLoss' | 'learningRate' | 'imagesPerSecond' | 'inputWaitShare' | 'seconds'
>;

/** @param cases of both classes, scored as the network gives it: before calibration */
export function scoreFigures(
  cases: readonly ScoredCase[],
  { operatingRule, operatingValue }: Pick<TrainingSettings, 'operatingRule' | 'operatingValue'>,
): ScoreFigures {
  const threshold = chooseThreshold(cases, operatingRule, operatingValue);
  const confusion = confusionAt(cases, threshold);
  const { sensitivity, specificity } = shares(confusion);
  return {
    auc: areaUnderCurve(cases),
    prAuc: averagePrecision(cases),
    accuracy: (confusion.truePositives + confusion.trueNegatives) / cases.length,
    majorityAccuracy: majorityAccuracy(cases),
    balancedAccuracy: (sensitivity + specificity) / 2,
    sensitivity,
    specificity,
    threshold,
    ...confusion,
    brier: brierScore(cases),
    ece: expectedCalibrationError(cases),
  };
}
