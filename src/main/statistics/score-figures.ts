import type { EpochMetrics } from '../../shared/training';
import { areaUnderCurve, brierScore, expectedCalibrationError, majorityAccuracy, type ScoredCase } from './metrics';
import { averagePrecision, confusionAt, shares } from './operating-point';

/** What scores of images of both classes come to at one threshold. All but the counts are shares, 0 to 1. */
export type ScoreFigures = Omit<
  EpochMetrics,
  'epoch' | 'trainLoss' | 'validationLoss' | 'learningRate' | 'imagesPerSecond' | 'inputWaitShare' | 'seconds'
>;

/** @param cases of both classes */
export function figuresAt(cases: readonly ScoredCase[], threshold: number): ScoreFigures {
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
