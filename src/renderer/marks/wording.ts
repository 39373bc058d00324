import { assertNever } from '../../shared/failure';
import type { MarkKind, MarkShape } from '../../shared/marks';
import type { PixelSpacingKind } from '../../shared/study';
import { angleAt, areaOf, cardiothoracicRatio, lengthBetween } from './measure';
import type { Measured, Spacing, Statistics } from './measure';

/** What a mark is called, in menus and to screen readers. */
export const markNames: Readonly<Record<MarkKind, string>> = {
  length: 'Length',
  angle: 'Angle',
  'cardiothoracic-ratio': 'Cardiothoracic ratio',
  ellipse: 'Ellipse',
  rectangle: 'Rectangle',
  arrow: 'Arrow',
  text: 'Text',
  box: 'Box around an opacity',
};

/** How a mark is drawn. */
export const drawingHints: Readonly<Record<MarkKind, string>> = {
  length: 'Drag from one end to the other',
  angle: 'Drag along one leg to the corner, then click at the end of the other',
  'cardiothoracic-ratio': 'Drag across the heart, then across the thorax inside the ribs',
  ellipse: 'Drag over the area',
  rectangle: 'Drag over the area',
  arrow: 'Drag from the finding outwards',
  text: 'Click where it begins',
  box: 'Drag around the opacity',
};

const corners = ['upper left corner', 'upper right corner', 'lower right corner', 'lower left corner'];

/** What the handles of a mark are, in their order. */
export const handleNames: Readonly<Record<MarkKind, readonly string[]>> = {
  length: ['first end', 'second end'],
  angle: ['end of the first leg', 'corner', 'end of the second leg'],
  'cardiothoracic-ratio': ['heart, first side', 'heart, second side', 'thorax, first side', 'thorax, second side'],
  ellipse: corners,
  rectangle: corners,
  arrow: ['tip', 'tail'],
  text: ['place'],
  box: corners,
};

/** What an image says of the size of its pixels. */
export interface Scale {
  readonly pixelSpacing: Spacing;
  readonly pixelSpacingKind: PixelSpacingKind | null;
}

/** A figure in millimetres (`unit`: mm or mm²), with where it holds. */
const figureWords: Readonly<Record<PixelSpacingKind | 'unrecorded', (figure: string, unit: string) => string>> = {
  fiducial: (figure, unit) => `${figure} ${unit}, calibrated on a fiducial`,
  geometry: (figure, unit) => `${figure} ${unit}, corrected for magnification`,
  calibrated: (figure, unit) => `${figure} ${unit}, calibrated`,
  magnification: (figure, unit) => `${figure} ${unit}, by the estimated magnification`,
  detector: (figure, unit) => `${figure} ${unit} at the detector`,
  film: (figure, unit) => `${figure} ${unit} on the film`,
  unstated: (figure, unit) => `${figure} ${unit}, plane not stated`,
  contradictory: (figure, unit) => `${figure} ${unit}, but the file contradicts itself`,
  unrecorded: (figure, unit) => `${figure} ${unit}, plane not recorded`,
};

/** The spacing itself, row by column, with where it holds; '' where there is none. */
export function spacingWords({ pixelSpacing, pixelSpacingKind }: Scale): string {
  if (pixelSpacing === null) return '';
  return figureWords[pixelSpacingKind ?? 'unrecorded'](pixelSpacing.map((spacing) => spacing.toFixed(3)).join(' × '), 'mm');
}

/** What the spacing that lengths are measured with is, in a sentence. */
export const spacingExplained: Readonly<Record<PixelSpacingKind | 'unrecorded' | 'none', string>> = {
  fiducial: 'Millimetres in the patient: the image was calibrated on an object of known size (Pixel Spacing).',
  geometry: 'Millimetres in the patient: the image was corrected for geometric magnification (Pixel Spacing).',
  calibrated: 'Millimetres in the patient: Pixel Spacing differs from the detector’s; the file does not say how it was calibrated.',
  magnification: 'Millimetres in the patient: Imager Pixel Spacing over the Estimated Radiographic Magnification Factor.',
  detector: 'Millimetres at the detector (Imager Pixel Spacing): what lies in front of it appears larger than it is.',
  film: 'Millimetres on the scanned film (Nominal Scanned Pixel Spacing): the patient appears larger than life.',
  unstated: 'Millimetres by Pixel Spacing: the file does not say whether they hold in the patient or at the detector.',
  contradictory: 'Millimetres by Pixel Spacing, which is larger than the detector’s: both cannot be true.',
  unrecorded: 'Millimetres; the image was taken in before it was recorded where they hold.',
  none: 'The file gives no usable pixel spacing: lengths are in pixels.',
};

export function spacingOf({ pixelSpacing, pixelSpacingKind }: Scale): keyof typeof spacingExplained {
  return pixelSpacing === null ? 'none' : (pixelSpacingKind ?? 'unrecorded');
}

function measuredWords({ value, unit }: Measured, { pixelSpacingKind }: Scale, squared: boolean): string {
  if (unit === 'pixels') return squared ? `${value.toFixed(0)} pixels²` : `${value.toFixed(1)} pixels`;
  return figureWords[pixelSpacingKind ?? 'unrecorded'](value.toFixed(squared ? 0 : 1), squared ? 'mm²' : 'mm');
}

/** The convention beside the ratio; no judgement on this patient. */
function conventionWords(viewPosition: string): string {
  return viewPosition === 'AP' ? 'AP view: the heart appears larger than on PA' : 'Convention, adults on PA: up to 0.50';
}

function statisticsWords(statistics: Statistics | null): readonly string[] {
  if (statistics === null) return [];
  const { pixels, mean, standardDeviation, minimum, maximum } = statistics;
  const round = (value: number): string => String(Math.round(value * 10) / 10);
  return [`Mean ${mean.toFixed(1)}, SD ${standardDeviation.toFixed(1)}`, `${round(minimum)} to ${round(maximum)}, ${pixels} pixels`];
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
      return angle === null ? [] : [`${angle.toFixed(1)}°`];
    }
    case 'cardiothoracic-ratio': {
      const ratio = cardiothoracicRatio(shape.heart, shape.thorax);
      return ratio === null ? [] : [`Cardiothoracic ratio ${ratio.toFixed(2)}`, conventionWords(image.viewPosition)];
    }
    case 'ellipse':
    case 'rectangle':
      return [measuredWords(areaOf(shape.kind, shape.area, image.pixelSpacing), image, true), ...statisticsWords(statistics)];
    case 'arrow':
    case 'text':
      return shape.text === '' ? [] : [shape.text];
    case 'box':
      return [`Opacity ${place}`];
    default:
      return assertNever(shape);
  }
}

/** A mark as a screen reader tells it. */
export function markLabel(shape: MarkShape, lines: readonly string[]): string {
  return [markNames[shape.kind], ...lines].join(', ');
}
