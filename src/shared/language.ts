/** The languages that the window speaks. */
export const languages = ['en', 'de'] as const;
export type Language = (typeof languages)[number];

/** What a reader can set: a language, or the system's. */
export type LanguageChoice = Language | 'system';

/** Each language by its own name, so that whoever cannot read the others finds it. */
export const languageNames: Readonly<Record<Language, string>> = { en: 'English', de: 'Deutsch' };

/**
 * The language that a choice comes to. `preferred` are the system's languages as BCP 47 tags, the dearest first: the first that is
 * spoken here counts, whatever its region; English where none is.
 */
export function languageOf(choice: LanguageChoice, preferred: readonly string[]): Language {
  if (choice !== 'system') return choice;
  const known = preferred.map((tag) => languages.find((language) => tag.toLowerCase().split(/[-_]/)[0] === language));
  return known.find((language) => language !== undefined) ?? 'en';
}
