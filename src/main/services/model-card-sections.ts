import { researchUseOnly } from '../../shared/research-use';
import type { Estimate, ModelCard, ModelFigures, OperatingPoint, ReliabilityBin, SubgroupFigures } from '../../shared/model-card';
import { challengePrevalence, predictiveValues } from '../../shared/predictive-values';

/** A part of a model card in words; the same for a terminal and a document. */
export interface CardSection {
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly points: readonly string[];
  /** The heading first; empty where there is no table. */
  readonly table: readonly (readonly string[])[];
}

const figuresWords = 'Intervals are 95 %, by bootstrap over patients. Sensitivity and specificity are those at the threshold in force.';

/** Everything a model card says, part by part. Parts that the card lacks are left out. */
export function cardSections(card: ModelCard): readonly CardSection[] {
  return [
    section('Intended use', { paragraphs: [card.intendedUse, researchUseOnly] }),
    section('Limits', { points: card.limits }),
    section('Measured figures', {
      paragraphs: card.evaluation.length === 0 ? [] : [figuresWords],
      table: figuresTable(card.evaluation),
    }),
    section('Other hospitals and populations', { table: figuresTable(card.external) }),
    section('Operating points', {
      paragraphs:
        card.operatingPoints.length === 0
          ? []
          : [`In force: positive from a probability of ${share(card.threshold)}. Intervals by Wilson.`],
      table: pointsTable(card.operatingPoints),
    }),
    calibrationSection(card),
    section('By sex, age and view', {
      paragraphs: card.subgroups === null ? [] : [`${card.subgroups.measuredOn}.`],
      table: groupsTable(card.subgroups?.groups ?? []),
    }),
    section('Training data', {
      paragraphs: [card.split],
      table: [
        ['Dataset', 'Images', 'Positive', 'Source and terms'],
        ...card.trainingData.map(({ name, images, positives, terms }) => [name, String(images), String(positives), terms]),
      ],
    }),
    section('Model', { points: modelFacts(card) }),
  ].filter(({ paragraphs, points, table }) => paragraphs.length > 0 || points.length > 0 || table.length > 1);
}

function section(title: string, content: Partial<Omit<CardSection, 'title'>>): CardSection {
  return { title, paragraphs: [], points: [], table: [], ...content };
}

const share = (value: number): string => value.toFixed(3);
const interval = (value: number, low: number, high: number): string => `${share(value)} (${share(low)} to ${share(high)})`;
const estimate = ({ value, low, high }: Estimate): string => interval(value, low, high);

/** A column a set of images would be too wide: a row each. */
function figuresTable(all: readonly ModelFigures[]): CardSection['table'] {
  const heading = ['Images', 'Number (positive)', 'AUC', 'Sensitivity', 'Specificity', 'Brier score', 'Calibration error', 'Peak in a box'];
  const row = (one: ModelFigures): readonly string[] => [
    one.name,
    `${one.images} (${one.positives})`,
    interval(one.auc, one.aucLow, one.aucHigh),
    share(one.sensitivity),
    share(one.specificity),
    share(one.brier),
    share(one.expectedCalibrationError),
    one.pointingHit === null ? 'not measured' : share(one.pointingHit),
  ];
  return all.length === 0 ? [] : [heading, ...all.map(row)];
}

const prevalences = [0.05, 0.1, challengePrevalence];

function pointsTable(points: readonly OperatingPoint[]): CardSection['table'] {
  const percent = (prevalence: number): string => `${Number((100 * prevalence).toFixed(1))} %`;
  const heading = [
    'Operating point',
    'Threshold',
    'Sensitivity',
    'Specificity',
    ...prevalences.map((one) => `PPV / NPV at ${percent(one)}`),
  ];
  const row = ({ name, threshold, sensitivity, specificity, measuredOn }: OperatingPoint): readonly string[] => [
    name,
    share(threshold),
    estimate(sensitivity),
    estimate(specificity),
    ...prevalences.map((one) => predictiveWords(sensitivity.value, specificity.value, one)),
    measuredOn,
  ];
  return points.length === 0 ? [] : [[...heading, 'Measured on'], ...points.map(row)];
}

function predictiveWords(sensitivity: number, specificity: number, prevalence: number): string {
  const { positive, negative } = predictiveValues(sensitivity, specificity, prevalence);
  return [positive, negative].map((value) => (value === null ? '-' : share(value))).join(' / ');
}

function calibrationSection({ calibration }: ModelCard): CardSection {
  if (calibration === null) return section('Calibration', {});
  const { method, measuredOn, expectedCalibrationError, errorByChance, reliability } = calibration;
  const row = ({ low, high, images, meanPredicted, observed }: ReliabilityBin): readonly string[] => [
    `${share(low)} to ${share(high)}`,
    String(images),
    share(meanPredicted),
    estimate(observed),
  ];
  return section('Calibration', {
    paragraphs: [
      `${method}. ${measuredOn}. Expected calibration error over ten bins: ${share(expectedCalibrationError)}; a model whose every probability is right would have ${share(errorByChance)} on as many images.`,
    ],
    table: [['Probabilities', 'Images', 'Mean probability', 'Share positive'], ...reliability.map(row)],
  });
}

function groupsTable(groups: readonly SubgroupFigures[]): CardSection['table'] {
  const row = ({ kind, name, images, positives, auc }: SubgroupFigures): readonly string[] => [
    `${kind} ${name}`,
    String(images),
    String(positives),
    auc === null ? 'too few images' : estimate(auc),
  ];
  return [['Group', 'Images', 'Positive', 'AUC'], ...groups.map(row)];
}

function modelFacts(card: ModelCard): readonly string[] {
  const { ensemble, licence } = card;
  return [
    `Trained until ${card.createdOn}.`,
    card.architecture,
    ...(ensemble === null ? [] : [`${ensemble.members} networks, ${ensemble.passes} looks each: ${ensemble.what}`]),
    `Input: ${card.inputSize} x ${card.inputSize} pixels, preprocessing ${card.preprocessingVersion}.`,
    `Threshold in force: ${share(card.threshold)}.`,
    `Overlay: ${card.overlayMethod}.`,
    ...(licence === '' ? [] : [`Licence: ${licence}.`]),
  ];
}
