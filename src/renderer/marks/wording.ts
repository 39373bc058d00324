import { assertNever } from '../../shared/failure';
import type { MarkKind, MarkShape } from '../../shared/marks';
import type { PixelSpacingKind } from '../../shared/study';
import { formatFixed } from '../format';
import { t } from '../words.svelte';
import { angleAt, areaOf, cardiothoracicRatio, lengthBetween } from './measure';
import type { Measured, Spacing, Statistics } from './measure';

/** What a mark is called, in menus and to screen readers. */
export function markName(kind: MarkKind): string {
  return t(`marks:names.${kind}`);
}

const corners = ['upperLeft', 'upperRight', 'lowerRight', 'lowerLeft'] as const;

/** The handles of a mark, in their order. */
const handles = {
  length: ['firstEnd', 'secondEnd'],
  angle: ['firstLeg', 'corner', 'secondLeg'],
  'cardiothoracic-ratio': ['heartFirst', 'heartSecond', 'thoraxFirst', 'thoraxSecond'],
  ellipse: corners,
  rectangle: corners,
  arrow: ['tip', 'tail'],
  text: ['place'],
  box: corners,
} as const satisfies Readonly<Record<MarkKind, readonly string[]>>;

/** What a handle of a mark is; '' where the mark has no such handle. */
export function handleName(kind: MarkKind, index: number): string {
  const handle = handles[kind][index];
  return handle === undefined ? '' : t(`marks:handles.${handle}`);
}

/** What an image says of the size of its pixels. */
export interface Scale {
  readonly pixelSpacing: Spacing;
  readonly pixelSpacingKind: PixelSpacingKind | null;
}

/** The spacing itself, row by column, with where it holds; '' where there is none. */
export function spacingWords({ pixelSpacing, pixelSpacingKind }: Scale): string {
  if (pixelSpacing === null) return '';
  return t(`marks:figure.${pixelSpacingKind ?? 'unrecorded'}`, {
    figure: pixelSpacing.map((spacing) => formatFixed(spacing, 3)).join(' × '),
    unit: 'mm',
  });
}

/** What the lengths of an image are measured with, in a sentence. */
export function spacingSentence({ pixelSpacing, pixelSpacingKind }: Scale): string {
  return t(`marks:spacing.${pixelSpacing === null ? 'none' : (pixelSpacingKind ?? 'unrecorded')}`);
}

/** What is said of a mark when the pointer rests on it; '' where there is nothing to say. */
export function hintOf({ kind }: Pick<MarkShape, 'kind'>, image: Scale): string {
  return kind === 'length' || kind === 'ellipse' || kind === 'rectangle' ? spacingSentence(image) : '';
}

function measuredWords({ value, unit }: Measured, { pixelSpacingKind }: Scale, squared: boolean): string {
  const figure = formatFixed(value, squared ? 0 : 1);
  if (unit === 'pixels') return t(squared ? 'marks:figure.squarePixels' : 'marks:figure.pixels', { figure });
  return t(`marks:figure.${pixelSpacingKind ?? 'unrecorded'}`, { figure, unit: squared ? 'mm²' : 'mm' });
}

/** The convention beside the ratio; no judgement on this patient. */
function conventionWords(viewPosition: string): string {
  return viewPosition === 'AP' ? t('marks:conventionAp') : t('marks:convention', { limit: formatFixed(0.5, 2) });
}

function statisticsWords(statistics: Statistics | null): readonly string[] {
  if (statistics === null) return [];
  const { pixels, mean, standardDeviation, minimum, maximum } = statistics;
  const round = (value: number): string => {
    const rounded = Math.round(value * 10) / 10;
    return formatFixed(rounded, Number.isInteger(rounded) ? 0 : 1);
  };
  return [
    t('marks:mean', { mean: formatFixed(mean, 1), deviation: formatFixed(standardDeviation, 1) }),
    t('marks:range', { minimum: round(minimum), maximum: round(maximum), pixels }),
  ];
}

/** The lines beside a mark. `place`: which of the boxes it is, from 1 on. */
export function labelOf(
  shape: MarkShape,
  image: Scale & { readonly viewPosition: string },
  statistics: Statistics | null,
  place: number,
): readonly string[] {
  switch (shape.kind) {
    case 'length':
      return [measuredWords(lengthBetween(shape.from, shape.to, image.pixelSpacing), image, false)];
    case 'angle': {
      const angle = angleAt(shape.vertex, shape.first, shape.second, image.pixelSpacing);
      return angle === null ? [] : [`${formatFixed(angle, 1)}°`];
    }
    case 'cardiothoracic-ratio': {
      const ratio = cardiothoracicRatio(shape.heart, shape.thorax);
      return ratio === null ? [] : [t('marks:ratio', { ratio: formatFixed(ratio, 2) }), conventionWords(image.viewPosition)];
    }
    case 'ellipse':
    case 'rectangle':
      return [measuredWords(areaOf(shape.kind, shape.area, image.pixelSpacing), image, true), ...statisticsWords(statistics)];
    case 'arrow':
    case 'text':
      return shape.text === '' ? [] : [shape.text];
    case 'box':
      return [t('marks:opacity', { number: place })];
    default:
      return assertNever(shape);
  }
}

/** A mark as a screen reader tells it. */
export function markLabel(shape: MarkShape, lines: readonly string[]): string {
  return [markName(shape.kind), ...lines].join(', ');
}
