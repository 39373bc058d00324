/** What a model says of itself; the file model-card.json in its folder. The parts that cards older than edition 2 lack are empty for them. */
export interface ModelCard extends CardAdditions {
  readonly id: string;
  readonly name: string;
  /** ISO date on which training ended. */
  readonly createdOn: string;
  /** Square input side in pixels. */
  readonly inputSize: number;
  readonly preprocessingVersion: string;
  /** The operating point in force: positive when probability >= threshold. 0 to 1. */
  readonly threshold: number;
  readonly overlayMethod: string;
  /** A box is drawn around what is at least this share of the overlay's strongest cell, 0 to 1; boxes.ts knows the usual one. */
  readonly boxShareOfPeak?: number | undefined;
  readonly architecture: string;
  readonly intendedUse: string;
  readonly limits: readonly string[];
  /** Datasets with their source and terms. */
  readonly trainingData: readonly { readonly name: string; readonly images: number; readonly positives: number; readonly terms: string }[];
  readonly split: string;
  /** Measured figures; intervals are 95 % by bootstrap over patients. */
  readonly evaluation: readonly ModelFigures[];
}

/** What cards did not say at first. */
export interface CardAdditions {
  /** At most one of each name. */
  readonly operatingPoints: readonly OperatingPoint[];
  readonly calibration: CardCalibration | null;
  readonly subgroups: CardSubgroups | null;
  /** Figures on images of other hospitals or populations than those it was made for. */
  readonly external: readonly ModelFigures[];
  /** What the model's files must reproduce to 1e-4. */
  readonly recordedScores: readonly RecordedScore[];
  readonly ensemble: Ensemble | null;
  /** Of the model's files; '' where nobody said. */
  readonly licence: string;
}

/** The additions of a card that has none. */
export const noAdditions: CardAdditions = {
  operatingPoints: [],
  calibration: null,
  subgroups: null,
  external: [],
  recordedScores: [],
  ensemble: null,
  licence: '',
};

export interface ModelFigures {
  readonly name: string;
  readonly images: number;
  readonly positives: number;
  readonly auc: number;
  readonly aucLow: number;
  readonly aucHigh: number;
  readonly sensitivity: number;
  readonly specificity: number;
  /** Share of the larger class: what always giving that answer scores. */
  readonly majorityAccuracy: number;
  readonly accuracy: number;
  readonly brier: number;
  readonly expectedCalibrationError: number;
  /** Share of positive images whose overlay's peak lies in a radiologist's box; null where there are no boxes. */
  readonly pointingHit: number | null;
}

/** A figure with its 95 % interval. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** What a threshold is for. Triage misses little, rule-in calls few healthy images positive, balanced weighs both alike. */
export type OperatingPointName = 'triage' | 'balanced' | 'rule-in';

export interface OperatingPoint {
  readonly name: OperatingPointName;
  /** Positive when probability >= threshold. 0 to 1. */
  readonly threshold: number;
  /** Intervals by Wilson. */
  readonly sensitivity: Estimate;
  readonly specificity: Estimate;
  /** Which images, and whether the threshold was chosen on them. */
  readonly measuredOn: string;
}

/** Images whose probabilities lie close together. */
export interface ReliabilityBin {
  /** The probabilities that the bin spans. */
  readonly low: number;
  readonly high: number;
  readonly images: number;
  readonly meanPredicted: number;
  /** Share of positives among them; interval by Wilson. */
  readonly observed: Estimate;
}

export interface CardCalibration {
  /** For example 'Platt scaling of the logit'. */
  readonly method: string;
  /** Which images, and whether it was fitted on them. */
  readonly measuredOn: string;
  /** Over ten bins of equal width. */
  readonly expectedCalibrationError: number;
  /** The mean error of a model whose every probability is right, on as many images. */
  readonly errorByChance: number;
  readonly reliability: readonly ReliabilityBin[];
}

/** What a group of patients has in common. */
export type SubgroupKind = 'sex' | 'age' | 'view';

export interface SubgroupFigures {
  readonly kind: SubgroupKind;
  /** 'F', 'M'; '< 40', '40-64', '>= 65'; 'PA', 'AP'. */
  readonly name: string;
  readonly images: number;
  readonly positives: number;
  /** Interval by bootstrap over patients; null where too few images are positive, or too few are not. */
  readonly auc: Estimate | null;
}

export interface CardSubgroups {
  readonly measuredOn: string;
  readonly groups: readonly SubgroupFigures[];
}

export interface RecordedScore {
  /** A file's name in resources/samples. */
  readonly sample: string;
  readonly probability: number;
}

/** A model that asks several networks, or one network several times, and takes the mean. */
export interface Ensemble {
  readonly members: number;
  /** How often each member looks at a picture: 2 where it sees it mirrored too. */
  readonly passes: number;
  readonly what: string;
}

/** What a card says in sentences of its own. */
export function cardTexts(card: ModelCard): readonly string[] {
  const { intendedUse, limits, evaluation, external, operatingPoints, calibration, subgroups, trainingData } = card;
  const named = [...evaluation, ...external].map(({ name }) => name);
  const measured = [...operatingPoints, ...(calibration === null ? [] : [calibration]), ...(subgroups === null ? [] : [subgroups])];
  return [
    ...[intendedUse, card.split, card.architecture, card.overlayMethod, calibration?.method ?? '', card.ensemble?.what ?? ''],
    ...[...limits, ...named, ...measured.map(({ measuredOn }) => measuredOn)],
    ...trainingData.flatMap(({ name, terms }) => [name, terms]),
  ].filter((text) => text !== '');
}
