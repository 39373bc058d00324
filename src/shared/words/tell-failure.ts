import type { Failure } from '../failure';
import type { Language } from '../language';
import { wordsIn } from '.';

/** What is told of a failure; `detail` is '' where the sentence says it already. */
export interface FailureWords {
  readonly sentence: string;
  /** The failure's own sentence in its own language: it names the file and the reason. */
  readonly detail: string;
}

type Told = Pick<Failure, 'code' | 'message' | 'language'>;

/** A failure comes with its sentence, mostly in English. In another language its kind is told first, by its code. */
export function tellFailure(language: Language, { code, message, language: written = 'en' }: Told): FailureWords {
  if (language === written) return { sentence: message, detail: '' };
  const t = wordsIn(language);
  return { sentence: t(`failures:${code}`), detail: message };
}
