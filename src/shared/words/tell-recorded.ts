import type { Language } from '../language';
import { decimalMark } from '../local-format';
import deRecorded from './de/recorded.json';

/** What is shown of a recorded sentence, and in which language it is. */
export interface RecordedWords {
  readonly text: string;
  readonly language: Language;
}

/** By the English sentence; '{{name}}' stands for what was filled in. */
const recorded: Readonly<Record<Exclude<Language, 'en'>, Readonly<Record<string, string>>>> = { de: deRecorded };

interface Pattern {
  readonly pattern: RegExp;
  readonly told: string;
}

const patterns: Readonly<Record<Exclude<Language, 'en'>, readonly Pattern[]>> = { de: patternsOf(recorded.de) };

/**
 * A sentence that the application itself wrote down in English (a model's card, a run's warnings, a comparison's cautions, a device) in another
 * language: what lies in the history or in a model's folder stays as it was written. What it did not write stays English.
 */
export function tellRecorded(language: Language, sentence: string): RecordedWords {
  if (language === 'en') return { text: sentence, language };
  const text = toldIn(language, sentence);
  return text === null ? { text: sentence, language: 'en' } : { text, language };
}

function toldIn(language: Exclude<Language, 'en'>, sentence: string): string | null {
  const whole = Object.hasOwn(recorded[language], sentence) ? recorded[language][sentence] : undefined;
  if (whole !== undefined) return whole;
  for (const { pattern, told } of patterns[language]) {
    const parts = pattern.exec(sentence)?.groups;
    if (parts !== undefined) return told.replace(/\{\{(\w+)\}\}/g, (_, name: string) => partIn(language, parts[name] ?? ''));
  }
  return null;
}

/** What was filled in may be a recorded sentence itself, or a figure with a decimal point. */
function partIn(language: Exclude<Language, 'en'>, part: string): string {
  return /^\d+\.\d+( %)?$/.test(part) ? part.replace('.', decimalMark[language]) : (toldIn(language, part) ?? part);
}

function patternsOf(sentences: Readonly<Record<string, string>>): readonly Pattern[] {
  return Object.entries(sentences).flatMap(([sentence, told]) => {
    if (!sentence.includes('{{')) return [];
    const constant = sentence.split(/\{\{\w+\}\}/).map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    const names = [...sentence.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => `(?<${name ?? ''}>.+)`);
    return [{ pattern: new RegExp(`^${constant.map((text, place) => text + (names[place] ?? '')).join('')}$`), told }];
  });
}
