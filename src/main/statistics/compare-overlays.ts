import type { Heatmap, Rectangle } from '../../shared/image';
import type { ScoredBox } from '../../shared/prediction';
import { meanAveragePrecision, pointsIntoBox } from './localisation';
import { bootstrapInterval } from './metrics';

/** What one overlay shows of an image. */
export interface ShownOverlay {
  readonly heatmap: Heatmap;
  readonly boxes: readonly ScoredBox[];
}

/** One image with radiologists' boxes and two overlays of the same network. */
export interface OverlaidImage {
  readonly patient: string;
  readonly drawn: readonly Rectangle[];
  readonly first: ShownOverlay;
  readonly second: ShownOverlay;
}

/** With its 95 % interval, by bootstrap over patients. */
export interface Measured {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface OverlayFigure {
  readonly first: Measured;
  readonly second: Measured;
  /** First minus second, on the same images in each draw. */
  readonly difference: Measured;
}

export interface OverlayComparison {
  readonly images: number;
  readonly patients: number;
  /** Share of images whose peak lies in a drawn box. */
  readonly pointingHit: OverlayFigure;
  /** The RSNA challenge's, of the boxes. */
  readonly meanAveragePrecision: OverlayFigure;
}

const draws = 2_000;

/** @param images each with at least one drawn box */
export function compareOverlays(images: readonly OverlaidImage[]): OverlayComparison {
  const measured = images.map(({ patient, drawn, first, second }) => ({
    patient,
    hits: [Number(pointsIntoBox(first.heatmap, drawn)), Number(pointsIntoBox(second.heatmap, drawn))] as const,
    precisions: [meanAveragePrecision([{ drawn, found: first.boxes }]), meanAveragePrecision([{ drawn, found: second.boxes }])] as const,
  }));
  return {
    images: images.length,
    patients: new Set(images.map(({ patient }) => patient)).size,
    pointingHit: figureOf(measured.map(({ patient, hits }) => ({ patient, pair: hits }))),
    meanAveragePrecision: figureOf(measured.map(({ patient, precisions }) => ({ patient, pair: precisions }))),
  };
}

interface Pair {
  readonly patient: string;
  readonly pair: readonly [number, number];
}

function figureOf(pairs: readonly Pair[]): OverlayFigure {
  const measure = (of: (pair: Pair['pair']) => number): Measured => {
    const figure = (cases: readonly Pair[]) => cases.reduce((sum, { pair }) => sum + of(pair), 0) / cases.length;
    return { value: figure(pairs), ...bootstrapInterval(pairs, figure, draws, 1) };
  };
  return {
    first: measure(([first]) => first),
    second: measure(([, second]) => second),
    difference: measure(([first, second]) => first - second),
  };
}
