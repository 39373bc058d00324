import { t } from '../words.svelte';
import type { View } from './view';

/** The letters at the image's edges, as DICOM's Patient Orientation gives them; '' where the file does not say. */
export interface EdgeLetters {
  readonly top: string;
  readonly right: string;
  readonly bottom: string;
  readonly left: string;
}

const opposites: Readonly<Record<string, string>> = { L: 'R', R: 'L', A: 'P', P: 'A', H: 'F', F: 'H' };

function opposite(letters: string): string {
  return [...letters].map((letter) => opposites[letter] ?? '').join('');
}

const axes: Readonly<Record<string, string>> = { L: 'side', R: 'side', A: 'depth', P: 'depth', H: 'height', F: 'height' };

/** What a file says of its sides. */
export interface StatedSides {
  readonly edges: EdgeLetters;
  /** True where what it says cannot be: no letters are shown then, since nobody can tell which of them is the wrong one. */
  readonly contradictory: boolean;
}

const unstated: EdgeLetters = { top: '', right: '', bottom: '', left: '' };

/**
 * Reads Patient Orientation (0020,0020), PS3.3 C.7.6.1.1.1: two values, the direction in which the columns grow (the image's
 * right edge) and the one in which the rows grow (its bottom edge), each by its largest part first. Anything else than known letters counts
 * as not said. Edges that meet at a right angle cannot both lead to a patient's side, and none leads to both ends of an axis.
 */
export function sidesOf(patientOrientation: string): StatedSides {
  const [right = '', bottom = ''] = patientOrientation.split('\\').map((part) => part.trim().toUpperCase());
  const known = (letters: string): string => (/^[LRAPHF]{1,3}$/.test(letters) ? letters : '');
  const [alongRow, alongColumn] = [known(right), known(bottom)];
  const mainAxes = [alongRow, alongColumn].flatMap((letters) => axes[letters.charAt(0)] ?? []);
  if ([alongRow, alongColumn].some(repeatsAnAxis) || (mainAxes.length === 2 && mainAxes[0] === mainAxes[1]))
    return { edges: unstated, contradictory: true };
  return {
    edges: { top: opposite(alongColumn), right: alongRow, bottom: alongColumn, left: opposite(alongRow) },
    contradictory: false,
  };
}

function repeatsAnAxis(letters: string): boolean {
  return new Set([...letters].map((letter) => axes[letter])).size < letters.length;
}

/** The letters once the image has been flipped and turned. */
export function edgesInView(edges: EdgeLetters, view: Pick<View, 'rotation' | 'flippedHorizontally' | 'flippedVertically'>): EdgeLetters {
  let { top, right, bottom, left } = edges;
  if (view.flippedHorizontally) [left, right] = [right, left];
  if (view.flippedVertically) [top, bottom] = [bottom, top];
  for (let turned = 0; turned < view.rotation; turned += 90) [top, right, bottom, left] = [left, top, right, bottom];
  return { top, right, bottom, left };
}

/**
 * How the image differs from how its file shows it, in as few words as are needed: flipping top to bottom is a mirror image
 * turned half around, and flipping both ways is a half turn.
 */
export function describeTurns(view: Pick<View, 'rotation' | 'flippedHorizontally' | 'flippedVertically' | 'inverted'>): string {
  const mirrored = view.flippedHorizontally !== view.flippedVertically;
  const rotation = (view.rotation + (view.flippedVertically ? 180 : 0)) % 360;
  const parts = [
    mirrored ? t('viewer:turns.mirrored') : '',
    rotation === 0 ? '' : t('viewer:turns.rotated', { degrees: rotation }),
    view.inverted ? t('viewer:turns.inverted') : '',
  ];
  const text = parts.filter((part) => part !== '').join(', ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
