import type { Bounds } from './window-geometry';

/** A display of the system: its number, and what of it windows may cover. */
export interface DisplayArea {
  readonly id: number;
  readonly workArea: Bounds;
}

/** As large as a second window is on the only display, as a share of it. */
const share = 0.8;

/**
 * Where a second window opens the first time: filling a display that the main window does not lie on; on the only one, in its lower right
 * corner, so that the main window stays in sight.
 * @param displays all there are, at least one
 */
export function placeBeside(displays: readonly DisplayArea[], mainDisplayId: number): Bounds {
  const other = displays.find(({ id }) => id !== mainDisplayId);
  if (other !== undefined) return other.workArea;
  const { x, y, width, height } = displays[0]?.workArea ?? { x: 0, y: 0, width: 1280, height: 800 };
  const [wide, high] = [Math.round(width * share), Math.round(height * share)];
  return { x: x + width - wide, y: y + height - high, width: wide, height: high };
}
