import type { EpochMetrics } from '../../shared/training';

/** A figure at a moment of the run, in epochs: 2.5 is the middle of the third. */
export interface CurvePoint {
  readonly epoch: number;
  readonly value: number;
}

/** One line of a plot. */
export interface Curve {
  readonly label: string;
  readonly points: readonly CurvePoint[];
}

/** Columns as uPlot takes them: the places of all curves in order, then each curve's values there, null where it has none. */
export type CurveColumns = [number[], ...(number | null)[][]];

/** More points than pixels tell nothing. */
const mostPoints = 800;

/** Adds a point; a line that has become too long is thinned by joining neighbours to their mean. */
export function withPoint(points: readonly CurvePoint[], point: CurvePoint): readonly CurvePoint[] {
  const all = [...points, point];
  if (all.length <= mostPoints) return all;
  const thinned: CurvePoint[] = [];
  for (let at = 0; at < all.length; at += 2) thinned.push(meanOf(all.slice(at, at + 2)));
  return thinned;
}

function meanOf(points: readonly CurvePoint[]): CurvePoint {
  const mean = (pick: (point: CurvePoint) => number): number => points.reduce((sum, one) => sum + pick(one), 0) / points.length;
  return { epoch: mean(({ epoch }) => epoch), value: mean(({ value }) => value) };
}

/** Brings curves onto one common axis. Values that are no number (a loss that diverged) leave a gap. */
export function columnsOf(curves: readonly Curve[]): CurveColumns {
  const places = [...new Set(curves.flatMap(({ points }) => points.map(({ epoch }) => epoch)))].sort((one, other) => one - other);
  const values = curves.map(({ points }) => {
    const at = new Map(points.map(({ epoch, value }) => [epoch, value]));
    return places.map((place) => finite(at.get(place)));
  });
  return [places, ...values];
}

function finite(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}

/** Where the axis of shares begins: at the tenth below the least one, so that a curve near 1 is no flat line. */
export function shareFloor(least: number | null): number {
  const tenth = Math.floor((least ?? 0.5) * 10) / 10;
  return Math.min(0.9, Math.max(0, tenth));
}

type Figure = 'trainLoss' | 'validationLoss' | 'auc';

/** One figure of every epoch as a curve. */
export function curveOf(label: string, epochs: readonly EpochMetrics[], figure: Figure): Curve {
  return { label, points: epochs.map((metrics) => ({ epoch: metrics.epoch, value: metrics[figure] })) };
}
