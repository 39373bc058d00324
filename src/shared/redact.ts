/** What takes a known name's, number's or date's place in text that goes out. */
export const redacted = '[removed]';

/** Words shorter than this are met by chance; of scripts that write no spaces, shorter ones are whole names. */
const shortestWord = 3;
const shortestUnspaced = 2;

const unspaced = /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Thai}]/u;

/**
 * Text without what is known to identify someone: each whole value, and each word of a name. Best effort only: what a reader wrote in other
 * words stays, which whoever hands it on has to read.
 * @param values names, numbers and dates as the history has them; '' is left out
 * @param mask what takes their place
 */
export function withoutKnown(text: string, values: readonly string[], mask = redacted): string {
  const words = values
    .flatMap((value) => [value, value.replace(/[\s,^=]+/g, ''), ...value.split(/[\s,^=]+/)])
    .filter((word) => word.length >= (unspaced.test(word) ? shortestUnspaced : shortestWord));
  const longestFirst = [...new Set(words)].sort((one, other) => other.length - one.length);
  if (longestFirst.length === 0) return text;
  const pattern = longestFirst.map(patternOf).join('|');
  return text.replace(new RegExp(pattern, 'giu'), mask);
}

/** A word by itself; where words are not parted by spaces, wherever it stands. */
function patternOf(word: string): string {
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return unspaced.test(word) ? escaped : `(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`;
}
