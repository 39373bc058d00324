import type { Scale } from '../../shared/mark-words';
import type { MarkKind, MarkShape } from '../../shared/marks';
import { formatFixed } from '../format';
import { t } from '../words.svelte';

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

/** A mark as a screen reader tells it. */
export function markLabel(shape: MarkShape, lines: readonly string[]): string {
  return [markName(shape.kind), ...lines].join(', ');
}
