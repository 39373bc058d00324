import type { Estimate, ModelCard, OperatingPointName, ReliabilityBin, SubgroupFigures } from '../../shared/model-card';
import { challengePrevalence, type PredictiveValues, predictiveValues } from '../../shared/predictive-values';
import type { ScoredCase } from '../statistics/metrics';
import { sharesAt } from '../statistics/named-points';
import { calibrationErrorByChance, type ChanceError, equalCountBins, equalWidthBins } from '../statistics/reliability';
import { estimateAuc, type Subject, subgroupFigures } from '../statistics/subgroups';

/** A scored image with all that is known of it. */
export interface DescribedCase extends ScoredCase, Subject {
  /** '' where the labels have no classes. */
  readonly class: string;
}

export interface EvaluatedPoint {
  /** 'in-force': the card's threshold, where it is none of the named ones. */
  readonly name: OperatingPointName | 'in-force';
  readonly threshold: number;
  /** On these images, with intervals by Wilson. */
  readonly sensitivity: Estimate;
  readonly specificity: Estimate;
  /** The last one at the images' own share of positives. */
  readonly predictiveValues: readonly (PredictiveValues & { readonly prevalence: number })[];
}

/** The AUC of all positive images against one class of the others. */
export interface ClassFigures {
  readonly images: number;
  readonly positives: number;
  readonly auc: Estimate;
}

export interface EvaluationFigures {
  readonly reliability: {
    /** Ten bins of equal width, those that the calibration error is taken over; and at most ten of about equally many images. */
    readonly equalWidth: readonly ReliabilityBin[];
    readonly equalCount: readonly ReliabilityBin[];
    /** What the calibration error would be if every probability were right. */
    readonly errorByChance: ChanceError;
  };
  readonly operatingPoints: readonly EvaluatedPoint[];
  /** Null for a class that the labels do not tell. */
  readonly classes: { readonly opacityAgainstNormal: ClassFigures | null; readonly opacityAgainstNotNormal: ClassFigures | null };
  readonly subgroups: readonly SubgroupFigures[];
}

/** What an evaluation says beyond one threshold's figures. @param cases of both classes */
export function evaluationFigures(
  cases: readonly DescribedCase[],
  card: Pick<ModelCard, 'threshold' | 'operatingPoints'>,
): EvaluationFigures {
  return {
    reliability: {
      equalWidth: equalWidthBins(cases),
      equalCount: equalCountBins(cases),
      errorByChance: calibrationErrorByChance(cases),
    },
    operatingPoints: pointsOf(card).map(({ name, threshold }) => evaluatedPoint(name, threshold, cases)),
    classes: {
      opacityAgainstNormal: againstClass(cases, 'Normal'),
      opacityAgainstNotNormal: againstClass(cases, 'No Lung Opacity / Not Normal'),
    },
    subgroups: subgroupFigures(cases),
  };
}

function pointsOf({ threshold, operatingPoints }: Pick<ModelCard, 'threshold' | 'operatingPoints'>) {
  const inForce = operatingPoints.some((point) => point.threshold === threshold) ? [] : [{ name: 'in-force', threshold } as const];
  return [...inForce, ...operatingPoints];
}

function evaluatedPoint(name: EvaluatedPoint['name'], threshold: number, cases: readonly DescribedCase[]): EvaluatedPoint {
  const { sensitivity, specificity } = sharesAt(cases, threshold);
  const own = cases.filter(({ positive }) => positive).length / cases.length;
  const values = [0.05, 0.1, challengePrevalence, own].map((prevalence) => ({
    prevalence,
    ...predictiveValues(sensitivity.value, specificity.value, prevalence),
  }));
  return { name, threshold, sensitivity, specificity, predictiveValues: values };
}

function againstClass(cases: readonly DescribedCase[], name: string): ClassFigures | null {
  const among = cases.filter((one) => one.positive || one.class === name);
  const positives = among.filter(({ positive }) => positive).length;
  return positives === among.length ? null : { images: among.length, positives, auc: estimateAuc(among) };
}
