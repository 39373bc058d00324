import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { languages } from '../../src/shared/language';
import { areas, resources } from '../../src/shared/words/resources';
import { wordsUsedIn, type UsedWord } from './words-used';

/** The words of a language, each by its whole key: 'frame:tour.next'. */
function wordsOf(language: keyof typeof resources): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const add = (key: string, value: unknown): void => {
    if (typeof value === 'string') found.set(key, value);
    else for (const [name, part] of Object.entries(value as object)) add(key.endsWith(':') ? `${key}${name}` : `${key}.${name}`, part);
  };
  for (const area of areas) add(`${area}:`, resources[language][area]);
  return found;
}

/** '{{count, number}} of {{all}}': all, count */
const variablesIn = (text: string): readonly string[] =>
  [...new Set([...text.matchAll(/\{\{\s*(\w+)/g)].map(([, name]) => name ?? ''))].sort();
const withoutPlural = (key: string): string => key.replace(/_(zero|one|two|few|many|other)$/, '');

const english = wordsOf('en');

describe.each(languages.filter((language) => language !== 'en'))('%s beside English', (language) => {
  const words = wordsOf(language);

  test('has the words that English has, with the plural forms of its own', () => {
    const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
    const expected = [...english.keys()].flatMap((key) => {
      const word = withoutPlural(key);
      if (word === key) return [key];
      return key.endsWith('_other') ? pluralCategories.map((category) => `${word}_${category}`) : [];
    });
    expect([...words.keys()].sort()).toEqual(expected.sort());
  });

  test('fills in what English fills in', () => {
    const asInEnglish = [...words.keys()].map((key) => [
      key,
      variablesIn(english.get(key) ?? english.get(`${withoutPlural(key)}_other`) ?? ''),
    ]);
    expect([...words].map(([key, text]) => [key, variablesIn(text)])).toEqual(asInEnglish);
  });

  test('leaves no word empty or unfinished', () => {
    expect([...words].filter(([, text]) => text.trim() === '' || /TODO|XXX|\?\?\?/.test(text))).toEqual([]);
  });
});

describe('the words in use', () => {
  const used = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|svelte)$/.test(file) && !file.endsWith('.d.ts'))
    .flatMap((file) => wordsUsedIn(readFileSync(join('src', file), 'utf8'), file));
  /** The calls that ask for a word by its whole key, else those whose computed key may come to it. */
  const callsFor = (key: string): readonly UsedWord[] => {
    const asked = withoutPlural(key).replace(/^common:/, '');
    const exact = used.filter(({ keys }) => keys.includes(asked));
    return exact.length > 0 ? exact : used.filter(({ patterns }) => patterns.some((pattern) => pattern.test(asked)));
  };

  test('are all there are', () => {
    expect([...english.keys()].filter((key) => callsFor(key).length === 0)).toEqual([]);
  });

  test('are given what they fill in', () => {
    const lacking = [...english].flatMap(([key, text]) =>
      callsFor(key)
        .filter(({ variables }) => variablesIn(text).some((name) => !variables.includes(name)))
        .map(({ variables }) => `${key} fills in ${variablesIn(text).join(', ')} and is given ${variables.join(', ')}`),
    );
    expect(lacking).toEqual([]);
  });
});
