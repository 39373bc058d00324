import type { Evaluation } from '../services/evaluate-model';
import type { Estimate, ReliabilityBin } from '../../shared/model-card';
import { textTable } from '../services/text-table';

/** An evaluation for people: a line a figure, then tables. Intervals are 95 %. */
export function describeEvaluation(found: Evaluation): string {
  const { n, positives, patients, refused, failed, reliability, classes } = found;
  return [
    `${found.modelId} on ${n} images (${positives} positive) of ${patients} patients; ${refused} not scored, ${failed} failed`,
    '',
    ...textTable([
      ['Figure', 'Value', '95 % interval'],
      ['AUC', share(found.auc), `${share(found.aucLow)} to ${share(found.aucHigh)}`],
      ...aucRow('AUC, opacity against normal', classes.opacityAgainstNormal?.auc),
      ...aucRow('AUC, opacity against not normal', classes.opacityAgainstNotNormal?.auc),
      ['Area under precision and recall', share(found.prAuc), ''],
      [
        `Accuracy at the threshold of ${share(found.threshold)}${found.operatingPoint === null ? '' : ` (${found.operatingPoint})`}`,
        share(found.accuracy),
        '',
      ],
      ['  always the commoner answer', share(found.majorityAccuracy), ''],
      ['  balanced', share(found.balancedAccuracy), ''],
      ['Brier score', share(found.brier), ''],
      ['Calibration error', share(found.ece), ''],
      [`  by chance alone`, share(reliability.errorByChance.mean), `up to ${share(reliability.errorByChance.high)}`],
      ['Overlay’s peak in a radiologist’s box', share(found.pointingHit), ''],
      ['Mean average precision of boxes', share(found.meanAveragePrecision), ''],
    ]),
    '',
    ...textTable([
      ['Operating point', 'Threshold', 'Sensitivity', 'Specificity', ...prevalences(found).map((value) => `PPV/NPV at ${share(value)}`)],
      ...found.operatingPoints.map(({ name, threshold, sensitivity, specificity, predictiveValues }) => [
        name,
        share(threshold),
        estimate(sensitivity),
        estimate(specificity),
        ...predictiveValues.map(({ positive, negative }) => `${share(positive)}/${share(negative)}`),
      ]),
    ]),
    '',
    ...textTable([
      ['Group', 'Images', 'Positive', 'AUC'],
      ...found.subgroups.map(({ kind, name, images, positives: ill, auc }) => [
        `${kind} ${name}`,
        String(images),
        String(ill),
        auc === null ? 'too few' : estimate(auc),
      ]),
    ]),
    '',
    ...textTable([['Probabilities', 'Images', 'Mean', 'Positive'], ...reliability.equalCount.map(binRow)]),
  ].join('\n');
}

const share = (value: number | null): string => (value === null ? '-' : value.toFixed(3));

const estimate = ({ value, low, high }: Estimate): string => `${share(value)} (${share(low)} to ${share(high)})`;

const prevalences = ({ operatingPoints }: Evaluation): readonly number[] =>
  operatingPoints[0]?.predictiveValues.map(({ prevalence }) => prevalence) ?? [];

function aucRow(name: string, auc: Estimate | undefined): readonly (readonly string[])[] {
  return auc === undefined ? [] : [[name, share(auc.value), `${share(auc.low)} to ${share(auc.high)}`]];
}

function binRow({ low, high, images, meanPredicted, observed }: ReliabilityBin): readonly string[] {
  return [`${share(low)} to ${share(high)}`, String(images), share(meanPredicted), estimate(observed)];
}
