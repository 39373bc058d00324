import type { WeekFigures } from '../../shared/figures';

/** A week with its place on the horizontal axis, in pixels: its middle and half its width. */
export interface DrawnWeek {
  readonly week: WeekFigures;
  readonly x: number;
  readonly half: number;
}

const weekMilliseconds = 7 * 24 * 60 * 60 * 1000;
const [widestHalf, labelWidth] = [14, 64];

/** Weeks on an axis of time, so that those without an image leave a gap. @param width of the axis in pixels */
export function drawnWeeks(weeks: readonly WeekFigures[], width: number): readonly DrawnWeek[] {
  const first = weeks[0];
  if (first === undefined) return [];
  const placeOf = ({ monday }: WeekFigures): number => Math.round((Date.parse(monday) - Date.parse(first.monday)) / weekMilliseconds);
  const count = placeOf(weeks.at(-1) ?? first) + 1;
  const step = width / count;
  return weeks.map((week) => ({ week, x: (placeOf(week) + 0.5) * step, half: Math.min(widestHalf, 0.4 * step) }));
}

/** The weeks whose names have room beside each other, from the last one back. */
export function labelledWeeks(drawn: readonly DrawnWeek[], width: number): readonly DrawnWeek[] {
  let free = width + labelWidth / 2;
  return drawn.toReversed().filter(({ x }) => {
    const fits = x + labelWidth / 2 <= free;
    if (fits) free = x - labelWidth / 2;
    return fits;
  });
}
