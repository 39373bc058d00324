import { formatBytes } from '../format';
import { t } from '../words.svelte';

/** Why a window of the file is not offered. */
export function unusedWindowWords(widths: readonly string[]): string {
  const [width = ''] = widths;
  if (widths.length > 1) return t('viewer:unusedWindow.several', { windows: widths.length });
  return width === '' ? t('viewer:unusedWindow.noWidth') : t('viewer:unusedWindow.width', { width });
}

/** A window that the file offers, by its own name or by its place. */
export function fileWindowLabel(name: string, place: number): string {
  return name === '' ? t('viewer:fileWindow', { number: place + 1 }) : name;
}

/** What is told of a value that only a program can read. */
export function binaryWords(byteLength: number): string {
  if (byteLength < 1024) return t('viewer:tags.bytes', { count: byteLength });
  return t('viewer:tags.binary', { size: formatBytes(byteLength) });
}
