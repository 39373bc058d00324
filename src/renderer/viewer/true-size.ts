import type { DisplayCalibration } from '../../shared/settings';

/** ISO/IEC 7810, ID-1: the size of bank cards and most identity cards. */
export const cardMillimetres = { width: 85.6, height: 53.98 } as const;

/** A display's size as the system states it, by which its calibration is known again; the text size of the page does not change it. */
export type DisplaySize = Pick<DisplayCalibration, 'widthPixels' | 'heightPixels'>;

/** The display that the window is on. */
export function displayOf({ screen }: Pick<Window, 'screen'>): DisplaySize {
  return { widthPixels: screen.width, heightPixels: screen.height };
}

/** Device pixels a millimetre of a display; null where nobody has measured it. */
export function pixelsPerMillimetreOf(
  calibrations: readonly DisplayCalibration[],
  { widthPixels, heightPixels }: DisplaySize,
): number | null {
  const known = calibrations.find((one) => one.widthPixels === widthPixels && one.heightPixels === heightPixels);
  return known?.pixelsPerMillimetre ?? null;
}

/** The calibrations with one display's replaced, the newest last. */
export function calibrated(
  calibrations: readonly DisplayCalibration[],
  { widthPixels, heightPixels }: DisplaySize,
  pixelsPerMillimetre: number,
): readonly DisplayCalibration[] {
  const others = calibrations.filter((one) => one.widthPixels !== widthPixels || one.heightPixels !== heightPixels);
  const most = 20;
  return [...others.slice(1 - most), { widthPixels, heightPixels, pixelsPerMillimetre }];
}

/**
 * Canvas pixels an image pixel at which a millimetre of the image is a millimetre of the display. Pixels that are not square are stretched
 * along their longer side, so the shorter one counts.
 */
export function trueScale([row, column]: readonly [number, number], pixelsPerMillimetre: number): number {
  return Math.min(row, column) * pixelsPerMillimetre;
}
