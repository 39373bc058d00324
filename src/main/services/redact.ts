/** What takes a known name's, number's or date's place in text. */
export const redacted = '[removed]';

/** Words shorter than this are met by chance. */
const shortestWord = 3;

/**
 * Text without what is known to identify someone: each whole value, and each word of a name. Best effort only: what a reader wrote in other
 * words stays, which whoever hands it on has to read.
 * @param values names, numbers and dates as the history has them; '' is left out
 */
export function withoutKnown(text: string, values: readonly string[]): string {
  const words = values.flatMap((value) => [value, ...value.split(/[\s,^=]+/)]).filter((word) => word.length >= shortestWord);
  const longestFirst = [...new Set(words)].sort((one, other) => other.length - one.length);
  if (longestFirst.length === 0) return text;
  const pattern = longestFirst.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
  return text.replace(new RegExp(`(?<![\\p{L}\\p{N}])(${pattern})(?![\\p{L}\\p{N}])`, 'giu'), redacted);
}
