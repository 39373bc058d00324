import type { Language } from './language';

/**
 * Figures and dates as a language writes them, for the window and for paper; files and the command line know no language. English keeps
 * ISO dates, since its readers' countries disagree on the order of day and month.
 */

const dayTag: Readonly<Record<Exclude<Language, 'en'>, string>> = { de: 'de-DE' };
const countTag: Readonly<Record<Language, string>> = { en: 'en-GB', de: 'de-DE' };
export const decimalMark: Readonly<Record<Language, string>> = { en: '.', de: ',' };

const two = (part: number): string => String(part).padStart(2, '0');
const isoDay = (moment: Date): string => `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
const clock = (moment: Date): string => `${two(moment.getHours())}:${two(moment.getMinutes())}`;

/** '0.42' or '0,42': rounded by toFixed in every language, so that the digits are those of the command line. */
export function localFixed(language: Language, value: number, decimals: number): string {
  return localDigits(language, value.toFixed(decimals));
}

/** Digits that were made by toFixed, with the language's decimal mark. */
export function localDigits(language: Language, digits: string): string {
  return digits.replace('.', decimalMark[language]);
}

/** '12,345' or '12.345'. */
export function localCount(language: Language, count: number): string {
  return count.toLocaleString(countTag[language]);
}

/** A day of a study or a patient, which has no time zone: '2026-11-23' as it comes, or '23.11.2026'; what is no such day stays as it is. */
export function localDay(language: Language, day: string): string {
  if (language === 'en' || !/^\d{4}-\d{2}-\d{2}$/.test(day)) return day;
  const atMs = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(atMs)) return day;
  const options = { year: 'numeric', month: '2-digit', day: '2-digit', timeZone: 'UTC' } as const;
  return new Date(atMs).toLocaleDateString(dayTag[language], options);
}

/** '2026-11-23 03:19 UTC' or '23.11.2026, 03:19 UTC': for what leaves the machine and its time zone. */
export function localMomentUtc(language: Language, atMs: number): string {
  const [day = '', time = ''] = new Date(atMs).toISOString().split('T');
  return `${localDay(language, day)}${language === 'en' ? '' : ','} ${time.slice(0, 5)} UTC`;
}

/** '2026-11-23 03:19' or '23.11.2026, 03:19', in the machine's own time zone. */
export function localMoment(language: Language, atMs: number): string {
  const moment = new Date(atMs);
  const day = localDay(language, isoDay(moment));
  return language === 'en' ? `${day} ${clock(moment)}` : `${day}, ${clock(moment)}`;
}
