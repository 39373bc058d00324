import { t } from '../words.svelte';

/** How many boxes the reader has drawn. */
export function boxCountWords(count: number): string {
  return count === 0 ? t('result:verdict.noBoxes') : t('result:verdict.boxes', { count });
}
