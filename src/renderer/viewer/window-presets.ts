import type { GreyWindow } from './view';

export type PresetName = 'default' | 'lung' | 'mediastinum' | 'bone' | 'full';

export interface Preset {
  readonly name: PresetName;
  readonly label: string;
  readonly key: '1' | '2' | '3' | '4' | '5';
  readonly hint: string;
}

export const presets: readonly Preset[] = [
  { name: 'default', label: 'Default', key: '1', hint: 'As the file asks to be shown' },
  { name: 'lung', label: 'Lung', key: '2', hint: 'Contrast in the dark half' },
  { name: 'mediastinum', label: 'Mediastinum', key: '3', hint: 'Contrast in the dense half' },
  { name: 'bone', label: 'Bone', key: '4', hint: 'Contrast in the densest third' },
  { name: 'full', label: 'Full range', key: '5', hint: 'Darkest to brightest value' },
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
  // An odd stride does not fall in step with the image's rows.
  const stride = Math.max(1, Math.floor(pixels.length / largestSample)) | 1;
  const sample: number[] = [];
  for (let index = 0; index < pixels.length; index += stride) sample.push((pixels[index] ?? 0) * rescale.slope + rescale.intercept);
  const sorted = Float64Array.from(sample).sort();
  const minimum = sorted[0] ?? 0;
  const maximum = sorted[sorted.length - 1] ?? 0;
  const inner = sorted.filter((value) => value > minimum && value < maximum);
  const counted = inner.length > 0 ? inner : sorted;
  const percentiles = Array.from({ length: 101 }, (_, percent) => {
    const rank = highIsDark ? 100 - percent : percent;
    return counted[Math.round((rank / 100) * (counted.length - 1))] ?? 0;
  });
  return { minimum, maximum, bitsStored, percentiles };
}

function between(one: number, other: number): GreyWindow {
  // Never zero: an image of a single value still has a window.
  return { centre: (one + other) / 2, width: Math.max(Math.abs(other - one), 1) };
}

/**
 * The window of a preset. A radiograph's values have no absolute meaning (unlike CT's), so every preset but the file's own is
 * taken from this image's spread and means the same on 8, 12 and 16 bits.
 */
export function presetWindow(name: PresetName, greys: GreyStatistics, fromFile: GreyWindow | null): GreyWindow {
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
