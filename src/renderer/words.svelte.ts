import { type Language, type LanguageChoice, languageOf } from '../shared/language';
import { wordsIn, type Words } from '../shared/words';

// A window has one language, as it has one document: the one state of the page that is not handed round.
let language = $state<Language>('en');

/** The language in which the page speaks now. Read in a template or a $derived, it makes them follow. */
export function currentLanguage(): Language {
  return language;
}

/** Speaks the chosen language from now on, and says so to screen readers and the hyphenation. */
export function speak(choice: LanguageChoice): void {
  language = languageOf(choice, navigator.languages);
  document.documentElement.lang = language;
}

/** A word in the language of the page; where it is called in a template or a $derived, that follows the language. */
export const t: Words = new Proxy(wordsIn('en'), {
  apply: (_english, self, given) => Reflect.apply(wordsIn(language), self, given) as unknown,
});
