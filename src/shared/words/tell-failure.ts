import type { Failure } from '../failure';
import type { Language } from '../language';
import { wordsIn } from '.';

/** What is told of a failure; `detail` is '' where the sentence says it already. */
export interface FailureWords {
  readonly sentence: string;
  /** The failure's own sentence in English: it names the file and the reason. */
  readonly detail: string;
}

/** A failure is recorded with its sentence, which is English. In another language its kind is told first, by its code. */
export function tellFailure(language: Language, { code, message }: Pick<Failure, 'code' | 'message'>): FailureWords {
  if (language === 'en') return { sentence: message, detail: '' };
  const t = wordsIn(language);
  return { sentence: t(`failures:${code}`), detail: message };
}
