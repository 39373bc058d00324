import type { ModelFigures } from '../../shared/model';
import { peakOf } from '../ml/localise';
import type { ScoredCase } from '../ml/metrics';
import { areaUnderCurve, bootstrapInterval, brierScore, expectedCalibrationError, majorityAccuracy, operatingPoint } from '../ml/metrics';
import type { Predictor } from '../ml/predict';
import type { LabelledCase } from './labelled-cases';
import { readInput } from './load-cases';
import { inputSize } from './recipe';

export type EvaluatedCase = LabelledCase & ScoredCase & { readonly pointsIntoBox: boolean };

/** Scores each case's file as the application would: read, decoded, preprocessed and predicted by the same code. */
export async function scoreCases(predictor: Predictor, cases: readonly LabelledCase[]): Promise<readonly EvaluatedCase[]> {
  const scored: EvaluatedCase[] = [];
  for (const one of cases) {
    const { probability, heatmap } = predictor.predict(await readInput(one.file, inputSize));
    const peak = peakOf(heatmap);
    const pointsIntoBox = one.boxes.some(
      (box) => peak.x >= box.x && peak.x <= box.x + box.width && peak.y >= box.y && peak.y <= box.y + box.height,
    );
    scored.push({ ...one, probability, pointsIntoBox });
  }
  return scored;
}

const bootstrapDraws = 2_000;

/** Every figure of the model card at one threshold. */
export function figuresOf(name: string, cases: readonly EvaluatedCase[], threshold: number): ModelFigures {
  const boxed = cases.filter((one) => one.boxes.length > 0);
  const interval = bootstrapInterval(cases, areaUnderCurve, bootstrapDraws, 1);
  const rounded = (value: number) => Math.round(value * 10_000) / 10_000;
  const point = operatingPoint(cases, threshold);
  return {
    name,
    images: cases.length,
    positives: cases.filter((one) => one.positive).length,
    auc: rounded(areaUnderCurve(cases)),
    aucLow: rounded(interval.low),
    aucHigh: rounded(interval.high),
    sensitivity: rounded(point.sensitivity),
    specificity: rounded(point.specificity),
    accuracy: rounded(point.accuracy),
    majorityAccuracy: rounded(majorityAccuracy(cases)),
    brier: rounded(brierScore(cases)),
    expectedCalibrationError: rounded(expectedCalibrationError(cases)),
    pointingHit: boxed.length === 0 ? null : rounded(boxed.filter((one) => one.pointsIntoBox).length / boxed.length),
  };
}
