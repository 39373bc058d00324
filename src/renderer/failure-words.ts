import type { Failure, FailureCode } from '../shared/failure';
import { tellFailure, type FailureWords } from '../shared/words/tell-failure';
import { shortSentence } from './format';
import { currentLanguage, t } from './words.svelte';

/** A failure that the page found itself, with its sentence in the page's language. */
export function failureHere(code: FailureCode, message: string, file?: string): Failure {
  const failure = { code, message, language: currentLanguage() };
  return file === undefined ? failure : { ...failure, file };
}

/** What the page tells of a failure. `short` names files without their folders; while `hidden`, nothing names a file. */
export function failureWords(failure: Failure, { short = false, hidden = false } = {}): FailureWords {
  const message = short ? shortSentence(failure) : failure.message;
  const { sentence, detail } = tellFailure(currentLanguage(), { ...failure, message });
  if (!hidden) return { sentence, detail };
  return { sentence: detail === '' ? t('frame:nameInReason') : `${sentence} ${t('frame:nameInReason')}`, detail: '' };
}
