import type { Failure } from '../shared/failure';
import { tellFailure, type FailureWords } from '../shared/words/tell-failure';
import { shortSentence } from './format';
import { currentLanguage, t } from './words.svelte';

/** What the page tells of a failure. `short` names files without their folders; while `hidden`, nothing names a file. */
export function failureWords(failure: Failure, { short = false, hidden = false } = {}): FailureWords {
  const message = short ? shortSentence(failure) : failure.message;
  const { sentence, detail } = tellFailure(currentLanguage(), { code: failure.code, message });
  if (!hidden) return { sentence, detail };
  return { sentence: detail === '' ? t('frame:nameInReason') : `${sentence} ${t('frame:nameInReason')}`, detail: '' };
}
