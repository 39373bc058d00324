import type { OwnPreset } from '../../shared/settings';
import type { VoiFunction } from '../../shared/voi';
import type { GreyWindow } from './view';

export type BuiltInPreset = 'default' | 'lung' | 'mediastinum' | 'bone' | 'full';

/** A preset in force: one that comes along, a window of the file by its place, or one of the reader's own by its key. */
export type PresetName = BuiltInPreset | `file-${number}` | `own-${OwnPreset['key']}`;

export interface Preset {
  readonly name: BuiltInPreset;
  readonly key: '1' | '2' | '3' | '4' | '5';
}

export const presets: readonly Preset[] = [
  { name: 'default', key: '1' },
  { name: 'lung', key: '2' },
  { name: 'mediastinum', key: '3' },
  { name: 'bone', key: '4' },
  { name: 'full', key: '5' },
];

/** Grey values of an image as the presets need them: modality values, and whether high ones are shown dark. */
export interface GreyStatistics {
  readonly minimum: number;
  readonly maximum: number;
  readonly bitsStored: number;
  /** Modality values at density percentiles 0, 1, ... 100: 0 is the most transparent (shown darkest), 100 the densest. */
  readonly percentiles: readonly number[];
}

const largestSample = 200_000;

/** How often each stored value from the smallest to the largest occurs in a sample of the pixels; pixels are whole numbers. */
function countValues(pixels: ArrayLike<number>): { smallest: number; counts: Uint32Array } {
  // An odd stride does not fall in step with the image's rows.
  const stride = Math.max(1, Math.floor(pixels.length / largestSample)) | 1;
  let smallest = pixels[0] ?? 0;
  let largest = smallest;
  for (let index = 0; index < pixels.length; index += stride) {
    const value = pixels[index] ?? 0;
    if (value < smallest) smallest = value;
    if (value > largest) largest = value;
  }
  const counts = new Uint32Array(largest - smallest + 1);
  for (let index = 0; index < pixels.length; index += stride) {
    const place = (pixels[index] ?? 0) - smallest;
    counts[place] = (counts[place] ?? 0) + 1;
  }
  return { smallest, counts };
}

/** The places in a histogram at percentiles 0, 1, ... 100 of what it counts. */
function percentilePlaces(counts: Uint32Array): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const places: number[] = [];
  let passed = 0;
  for (let place = 0; place < counts.length; place += 1) {
    passed += counts[place] ?? 0;
    while (places.length <= 100 && Math.round((places.length / 100) * (total - 1)) < passed) places.push(place);
  }
  return places;
}

/**
 * Reads the spread of grey values from a sample of the pixels. Pixels of exactly the smallest or largest value are left out
 * where others remain, because borders, collimator masks and burned-in markers would otherwise move every percentile.
 */
export function measureGreys(
  pixels: ArrayLike<number>,
  rescale: { readonly slope: number; readonly intercept: number },
  bitsStored: number,
  highIsDark: boolean,
): GreyStatistics {
  const { smallest, counts } = countValues(pixels);
  const rescaled = (place: number): number => (smallest + place) * rescale.slope + rescale.intercept;
  const ends = [rescaled(0), rescaled(counts.length - 1)];
  const inner = counts.slice();
  inner[0] = 0;
  inner[inner.length - 1] = 0;
  const percentiles = percentilePlaces(inner.some((count) => count > 0) ? inner : counts).map(rescaled);
  // Ordered from dark to dense: a falling rescale and MONOCHROME1 each turn the order around.
  if (highIsDark !== rescale.slope < 0) percentiles.reverse();
  return { minimum: Math.min(...ends), maximum: Math.max(...ends), bitsStored, percentiles };
}

function between(one: number, other: number): GreyWindow {
  // Never zero: an image of a single value still has a window.
  return { centre: (one + other) / 2, width: Math.max(Math.abs(other - one), 1) };
}

/**
 * The window of a preset. A radiograph's values have no absolute meaning (unlike CT's), so every preset but the file's own is
 * taken from this image's spread and means the same on 8, 12 and 16 bits.
 */
export function presetWindow(name: BuiltInPreset, greys: GreyStatistics, fromFile: GreyWindow | null): GreyWindow {
  const at = (percent: number): number => greys.percentiles[percent] ?? 0;
  switch (name) {
    case 'default':
      if (fromFile !== null) return fromFile;
      // Eight bits are already a picture; deeper data without a window of its own has stray values at both ends.
      return greys.bitsStored <= 8 ? between(greys.minimum, greys.maximum) : between(at(1), at(99));
    case 'lung':
      return between(at(1), at(62));
    case 'mediastinum':
      return between(at(38), at(99));
    case 'bone':
      return between(at(62), at(100));
    case 'full':
      return between(greys.minimum, greys.maximum);
  }
}

/** Linear or sigmoid, as the reader chooses; null for what the file says. */
export type Curve = OwnPreset['curve'];

/**
 * The function that a window is drawn with. A window of the file is meant as the file says; any other names the values that are shown
 * black and white, which is LINEAR_EXACT (PS3.3 C.11.2.1.3.2). SIGMOID holds for every window where the file or the reader asks for it.
 */
export function shapeOf(isOfFile: boolean, stated: VoiFunction, chosen: Curve | null): VoiFunction {
  if (chosen === 'sigmoid' || (chosen === null && stated === 'SIGMOID')) return 'SIGMOID';
  return isOfFile && stated !== 'SIGMOID' ? stated : 'LINEAR_EXACT';
}
