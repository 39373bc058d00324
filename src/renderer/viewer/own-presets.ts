import type { OwnPreset } from '../../shared/settings';
import type { GreyWindow } from './view';
import type { GreyStatistics } from './window-presets';

/**
 * Where a value lies among an image's percentiles: 0 at the most transparent, 100 at the densest, beyond them in proportion to the whole
 * spread. Between two percentiles it is interpolated.
 */
export function positionOf(value: number, percentiles: readonly number[]): number {
  const first = percentiles[0] ?? 0;
  const last = percentiles.at(-1) ?? 0;
  const spread = last - first;
  if (spread === 0) return value === first ? 50 : value < first ? 0 : 100;
  // Rising from here on, also where dense is low.
  const rising = (at: number): number => ((percentiles[at] ?? last) - first) / spread;
  const place = (value - first) / spread;
  if (place <= 0) return place * 100;
  if (place >= 1) return 100 + (place - 1) * 100;
  let at = 0;
  while (at < 99 && rising(at + 1) <= place) at += 1;
  return at + (place - rising(at)) / (rising(at + 1) - rising(at));
}

/** The value at a position: undoes positionOf. */
export function valueAt(position: number, percentiles: readonly number[]): number {
  const first = percentiles[0] ?? 0;
  const last = percentiles.at(-1) ?? 0;
  if (position <= 0) return first + (position / 100) * (last - first);
  if (position >= 100) return last + ((position - 100) / 100) * (last - first);
  const at = Math.floor(position);
  const [lower, upper] = [percentiles[at] ?? last, percentiles[at + 1] ?? last];
  return lower + (position - at) * (upper - lower);
}

/** A window as what it means for this image, so that it means the same on another. */
export function relativeTo({ percentiles }: GreyStatistics, { centre, width }: GreyWindow): Pick<OwnPreset, 'low' | 'high'> {
  const ends = [centre - width / 2, centre + width / 2].map((value) => positionOf(value, percentiles));
  return { low: Math.min(...ends), high: Math.max(...ends) };
}

/** The window of a preset on an image; never of no width. */
export function ownWindow({ percentiles }: GreyStatistics, { low, high }: Pick<OwnPreset, 'low' | 'high'>): GreyWindow {
  const [one, other] = [valueAt(low, percentiles), valueAt(high, percentiles)];
  return { centre: (one + other) / 2, width: Math.max(Math.abs(other - one), 1) };
}

/** The keys that own presets can have. */
export const ownPresetKeys = ['6', '7', '8', '9'] as const satisfies readonly OwnPreset['key'][];

/** The first key that is free; null where none is. */
export function freeKey(presets: readonly OwnPreset[]): OwnPreset['key'] | null {
  return ownPresetKeys.find((key) => !presets.some((preset) => preset.key === key)) ?? null;
}
