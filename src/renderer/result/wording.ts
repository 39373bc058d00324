import type { FailureCode } from '../../shared/failure';
import type { ModelCard } from '../../shared/model-card';
import { pointAt } from '../../shared/operating-point';
import type { InstanceResult, Prediction, StudyResult } from '../../shared/prediction';
import { formatAgainst, formatFixed, formatSpread } from '../format';
import { pointWords } from '../models/card/words';
import { t } from '../words.svelte';

export type ResultKind = 'positive' | 'negative' | 'pending' | 'refused' | 'error';

/** What kind of answer a result is: each kind has its own shape, word and colour. */
export function kindOf(result: InstanceResult | StudyResult): ResultKind {
  if (result.status === 'ok') return result.positive ? 'positive' : 'negative';
  return result.status;
}

/** The short word of a kind, for chips and filters. */
export function kindWord(kind: ResultKind): string {
  return t(`result:kinds.${kind}`);
}

/** The result in words, before any number. */
export function headlineOf({ positive }: Pick<Prediction, 'positive'>): string {
  return positive ? t('result:headline.positive') : t('result:headline.negative');
}

/** How the probability stands to the operating point, which counts as positive itself. */
export function standingOf({ probability, threshold }: Pick<Prediction, 'probability' | 'threshold'>): string {
  const stands = probability === threshold ? 'at' : probability > threshold ? 'above' : 'below';
  return t(`result:standing.${stands}`, { threshold: formatAgainst(probability, threshold).threshold });
}

/** An operating point by name and threshold, for example 'Balanced, positive from 0.179'. */
export function operatingPointWords(card: Pick<ModelCard, 'operatingPoints'>, threshold: number): string {
  const { title } = pointWords(pointAt(card, threshold));
  return t('result:point', { title, threshold: formatFixed(threshold, 3) });
}

/** That another operating point is in force than the one that a result was called at; '' where it is the same. */
export function otherPointWords(card: Pick<ModelCard, 'operatingPoints' | 'threshold'>, calledAt: number): string {
  if (card.threshold === calledAt) return '';
  return t('result:otherPoint', { point: operatingPointWords(card, card.threshold) });
}

/** How far the passes of the model agree; '' where it makes one only. */
export function spreadWords({ spread, threshold }: Pick<Prediction, 'spread' | 'threshold'>): string {
  if (spread === null) return '';
  const { low, high } = formatSpread(spread.low, spread.high, threshold);
  return t('result:range', { low, high });
}

/** True where some of the passes alone would have said positive and others negative. */
export function passesDisagree({ spread, threshold }: Pick<Prediction, 'spread' | 'threshold'>): boolean {
  return spread !== null && spread.low < threshold && spread.high >= threshold;
}

/** What was wrong with the picture, in a few words; '' where nothing was. */
export function faultsOf({ corrections }: Pick<Prediction, 'corrections'>): string {
  return t('result:faults.all', { faults: corrections.map((correction) => t(`result:faults.${correction}`)) });
}

/** What was put right before the picture was scored; '' where nothing was. */
export function correctionWords(prediction: Pick<Prediction, 'corrections'>): string {
  const faults = faultsOf(prediction);
  return faults === '' ? '' : t('result:corrected', { faults });
}

const advisedOn = [
  'image-too-large',
  'unsupported-transfer-syntax',
  'unsupported-pixel-format',
  'colour-image',
  'multi-frame',
  'not-a-radiograph',
  'not-frontal-chest',
  'pixels-not-square',
  'truncated',
  'damaged',
  'disk-full',
  'read-only',
  'not-found',
  'database-locked',
  'database-gone',
  'time-limit',
  'engine-stopped',
  'model-unusable',
] as const satisfies readonly FailureCode[];

/** What the reader can do about a failure; '' where there is nothing to say. */
export function adviceOn(code: FailureCode): string {
  const advised = advisedOn.find((one) => one === code);
  return advised === undefined ? '' : t(`result:advice.${advised}`);
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
  'database-gone',
  'unexpected',
];

/** True where trying again may end otherwise. */
export function mayRetry(code: FailureCode): boolean {
  return worthRetrying.includes(code);
}
