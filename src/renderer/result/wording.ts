import type { FailureCode } from '../../shared/failure';
import type { ModelCard } from '../../shared/model-card';
import { pointAt } from '../../shared/operating-point';
import type { Correction, InstanceResult, Prediction, StudyResult } from '../../shared/prediction';
import { formatAgainst, formatSpread } from '../format';
import { pointWords } from '../models/card/words';

export type ResultKind = 'positive' | 'negative' | 'pending' | 'refused' | 'error';

/** What kind of answer a result is: each kind has its own shape, word and colour. */
export function kindOf(result: InstanceResult | StudyResult): ResultKind {
  if (result.status === 'ok') return result.positive ? 'positive' : 'negative';
  return result.status;
}

/** The short word of a kind, for chips and filters. */
export const kindWords: Readonly<Record<ResultKind, string>> = {
  positive: 'Suspected',
  negative: 'Not suspected',
  pending: 'Waiting',
  refused: 'Not scored',
  error: 'Failed',
};

/** The result in words, before any number. */
export function headlineOf({ positive }: Pick<Prediction, 'positive'>): string {
  return positive ? 'Opacity suspected' : 'No opacity suspected';
}

/** How the probability stands to the operating point, which counts as positive itself. */
export function standingOf({ probability, threshold }: Pick<Prediction, 'probability' | 'threshold'>): string {
  const shown = formatAgainst(probability, threshold);
  if (probability === threshold) return `at the threshold of ${shown.threshold}`;
  return `${probability > threshold ? 'above' : 'below'} the threshold of ${shown.threshold}`;
}

/** An operating point by name and threshold, for example 'Balanced, positive from 0.179'. */
export function operatingPointWords(card: Pick<ModelCard, 'operatingPoints'>, threshold: number): string {
  const { title } = pointWords(pointAt(card, threshold));
  return `${title}, positive from ${threshold.toFixed(3)}`;
}

/** That another operating point is in force than the one that a result was called at; '' where it is the same. */
export function otherPointWords(card: Pick<ModelCard, 'operatingPoints' | 'threshold'>, calledAt: number): string {
  if (card.threshold === calledAt) return '';
  return `Another operating point is in force now: ${operatingPointWords(card, card.threshold)}. This result keeps the one it was called at.`;
}

/** How far the passes of the model agree; '' where it makes one only. */
export function spreadWords({ spread, threshold }: Pick<Prediction, 'spread' | 'threshold'>): string {
  if (spread === null) return '';
  const { low, high } = formatSpread(spread.low, spread.high, threshold);
  return `${low} to ${high}`;
}

/** What a spread is and what it is not. */
export const spreadExplained =
  'The model looks at the picture several times: with each of its networks, and at its mirror image. These are the lowest and the highest probability it came to. They show how far the passes agree; they are not a confidence interval.';

/** True where some of the passes alone would have said positive and others negative. */
export function passesDisagree({ spread, threshold }: Pick<Prediction, 'spread' | 'threshold'>): boolean {
  return spread !== null && spread.low < threshold && spread.high >= threshold;
}

export const disagreementWords = 'The passes disagree about the threshold.';

const faults: Readonly<Record<Correction, string>> = {
  inverted: 'inverted',
  'rotated-90': 'turned 90° clockwise',
  'rotated-180': 'upside down',
  'rotated-270': 'turned 90° anticlockwise',
};

/** What was wrong with the picture, in a few words; '' where nothing was. */
export function faultsOf({ corrections }: Pick<Prediction, 'corrections'>): string {
  return corrections.map((correction) => faults[correction]).join(' and ');
}

/** What was put right before the picture was scored; '' where nothing was. */
export function correctionWords(prediction: Pick<Prediction, 'corrections'>): string {
  const found = faultsOf(prediction);
  return found === '' ? '' : `The picture was ${found}. That was put right before it was scored; shown is the original.`;
}

const advice: Partial<Readonly<Record<FailureCode, string>>> = {
  'image-too-large': 'Export the image at a smaller matrix and import it again.',
  'unsupported-transfer-syntax': 'Export the image uncompressed, or as JPEG, JPEG-LS or JPEG 2000, and import it again.',
  'unsupported-pixel-format': 'Export the image as 8 to 16 bit grey-scale and import it again.',
  'colour-image': 'Export the image as grey-scale if it is a radiograph.',
  'multi-frame': 'Import the frame as a single image.',
  'not-a-radiograph': 'The image can be looked at all the same.',
  'not-frontal-chest': 'The image can be looked at all the same.',
  truncated: 'Fetch the file again from where it came from, and import it.',
  damaged: 'Fetch the file again from where it came from, and import it.',
  'disk-full': 'Free some disk space, then try again.',
  'read-only': 'Make the data folder writable, then try again.',
  'not-found': 'Import the file again: that puts its stored copy back and changes nothing else.',
  'database-locked': 'Close the other program, then try again.',
  'time-limit': 'Try again. If it happens again, close other programs that use the processor.',
  'engine-stopped': 'Try again: the engine is started afresh.',
  'model-unusable': 'Install Pneumoscope again: its model cannot be used.',
};

/** What the reader can do about a failure; '' where there is nothing to say. */
export function adviceOn(code: FailureCode): string {
  return advice[code] ?? '';
}

const worthRetrying: readonly FailureCode[] = [
  'time-limit',
  'engine-stopped',
  'cancelled',
  'disk-full',
  'read-only',
  'unreadable',
  'not-found',
  'database-locked',
  'unexpected',
];

/** True where trying again may end otherwise. */
export function mayRetry(code: FailureCode): boolean {
  return worthRetrying.includes(code);
}
