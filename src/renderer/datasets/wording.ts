import type { DatasetSource } from '../../shared/dataset';
import { fileNameOf } from '../format';
import { t } from '../words.svelte';

/** The kinds in the order they are offered. */
export const sourceKinds = ['challenge', 'table', 'folders', 'labelled-cases'] as const satisfies readonly DatasetSource['kind'][];

/** Where a dataset comes from, in a few words. */
export function sourceWords(source: DatasetSource): string {
  const kind = t(`datasets:kinds.${source.kind}`);
  return source.kind === 'labelled-cases' ? kind : `${kind}, ${fileNameOf(source.images)}`;
}

/** How well a field alone tells the label, in words. */
export function confounderWords(auc: number): string {
  if (auc >= 0.8) return t('datasets:confounding.much');
  if (auc >= 0.65) return t('datasets:confounding.some');
  return auc >= 0.55 ? t('datasets:confounding.little') : t('datasets:confounding.nothing');
}

/** A group of a dataset's audit: what the files say is shown as it stands; the two names that the audit gives are words. */
export function groupWord(name: string): string {
  return name === 'unknown' || name === 'other' ? t(`datasets:bars.${name}`) : name;
}
