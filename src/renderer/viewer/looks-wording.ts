import type { Settings } from '../../shared/settings';
import { countOf, formatBytes } from '../format';
import type { Sharpening } from './sharpening';

/** What the corner says while the image is not drawn as it is. */
export const sharpeningWords: Readonly<Record<Exclude<Sharpening, 'off'>, string>> = {
  mild: 'Sharpened, mild',
  strong: 'Sharpened, strong',
};

export const sharpeningLabels: Readonly<Record<Sharpening, string>> = { off: 'Off', mild: 'Mild', strong: 'Strong' };

export const cornerTextLabels: Readonly<Record<Settings['cornerText'], string>> = {
  full: 'All of it',
  short: 'Short',
  none: 'Warnings only',
};

export const colourMapLabels: Readonly<Record<Settings['overlayColours'], string>> = {
  inferno: 'Inferno',
  viridis: 'Viridis',
  cividis: 'Cividis',
  greys: 'Greys',
};

/** Why a window of the file is not offered. */
export function unusedWindowWords(widths: readonly string[]): string {
  const [width = ''] = widths;
  if (widths.length > 1) return `${widths.length} windows of the file have no usable width and are ignored`;
  return width === '' ? 'The file’s window has no width and is ignored' : `The file’s window of width ${width} is ignored`;
}

/** A window that the file offers, by its own name or by its place. */
export function fileWindowLabel(name: string, place: number): string {
  return name === '' ? `Window ${place + 1} of the file` : name;
}

export const trueSizeReasons = {
  noSpacing: 'True size needs the distance between pixels, and this file does not state it.',
  noDisplay: 'True size needs to know how large this display is: measure it once with a bank card.',
} as const;

/** What is told of a value that only a program can read. */
export function binaryWords(byteLength: number): string {
  return `${byteLength < 1024 ? countOf(byteLength, 'byte') : formatBytes(byteLength)} of binary data`;
}
