import { createInstance, type TFunction } from 'i18next';
import type { Language } from '../language';
import { areas, resources, type Resources } from './resources';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: Resources;
  }
}

/** Looks a word up: `t('frame:open')`, `t('settings:data.studies', { count: 3 })`. A key that English does not have does not compile. */
export type Words = TFunction<typeof areas>;

const instance = createInstance();
void instance.init({
  resources,
  ns: areas,
  defaultNS: 'common',
  fallbackLng: 'en',
  // All words are here: nothing has to be waited for.
  initAsync: false,
  // Svelte escapes what it prints, and a report's page escapes its own.
  interpolation: { escapeValue: false },
});

const words: Readonly<Record<Language, Words>> = { en: instance.getFixedT('en', areas), de: instance.getFixedT('de', areas) };

/** The words of a language. */
export function wordsIn(language: Language): Words {
  return words[language];
}
