import { type Language, type LanguageChoice, languageOf } from '../shared/language';
import { wordsIn, type Words } from '../shared/words';

/** In which language the main process speaks to whoever sits at the window: menu, system dialogs, tray. The command line is English. */
export interface Speech {
  /** Its words now: ask anew each time, since the language changes while the application runs. */
  readonly t: Words;
  /** The language of those words. */
  readonly language: Language;
  /** Speaks the chosen language from now on. */
  choose(choice: LanguageChoice): void;
}

/**
 * Begins in the system's language. `preferred` are the system's languages as BCP 47 tags, the dearest first; `onChange` is told the
 * words at once and whenever the language becomes another one.
 */
export function createSpeech(preferred: readonly string[], onChange: (t: Words) => void): Speech {
  let language = languageOf('system', preferred);
  onChange(wordsIn(language));
  return {
    get t() {
      return wordsIn(language);
    },
    get language() {
      return language;
    },
    choose(choice) {
      const chosen = languageOf(choice, preferred);
      if (chosen === language) return;
      language = chosen;
      onChange(wordsIn(language));
    },
  };
}
