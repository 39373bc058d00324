import { assertNever } from './failure';
import type { Language } from './language';
import { localFixed } from './local-format';
import { angleAt, areaOf, cardiothoracicRatio, lengthBetween, pixelShape } from './mark-measure';
import type { Measured, Spacing, Statistics } from './mark-measure';
import type { MarkShape } from './marks';
import type { PixelSpacingKind } from './study';
import { wordsIn } from './words';

/** What an image says of the size of its pixels. */
export interface Scale {
  readonly pixelSpacing: Spacing;
  readonly pixelSpacingKind: PixelSpacingKind | null;
  /** Height over width; null where the spacing says it, or nothing does. */
  readonly pixelAspect: number | null;
}

/** What the label of a mark has to know of its image. */
export interface MarkedImage extends Scale {
  readonly viewPosition: string;
}

function measuredWords({ value, unit }: Measured, { pixelSpacingKind, pixelAspect }: Scale, squared: boolean, language: Language): string {
  const t = wordsIn(language);
  const figure = localFixed(language, value, squared ? 0 : 1);
  if (unit === 'pixels') {
    if (squared) return t('marks:figure.squarePixels', { figure });
    // A number of these is no length: it depends on the direction.
    return t((pixelAspect ?? 1) === 1 ? 'marks:figure.pixels' : 'marks:figure.unequalPixels', { figure });
  }
  return t(`marks:figure.${pixelSpacingKind ?? 'unrecorded'}`, { figure, unit: squared ? 'mm²' : 'mm' });
}

/** The convention beside the ratio; no judgement on this patient. */
function conventionWords(viewPosition: string, language: Language): string {
  const t = wordsIn(language);
  return viewPosition === 'AP' ? t('marks:conventionAp') : t('marks:convention', { limit: localFixed(language, 0.5, 2) });
}

function statisticsWords(statistics: Statistics | null, language: Language): readonly string[] {
  if (statistics === null) return [];
  const t = wordsIn(language);
  const { pixels, mean, standardDeviation, minimum, maximum } = statistics;
  const round = (value: number): string => {
    const rounded = Math.round(value * 10) / 10;
    return localFixed(language, rounded, Number.isInteger(rounded) ? 0 : 1);
  };
  return [
    t('marks:mean', { mean: localFixed(language, mean, 1), deviation: localFixed(language, standardDeviation, 1) }),
    t('marks:range', { minimum: round(minimum), maximum: round(maximum), pixels }),
  ];
}

/** The lines beside a mark. `place`: which of the boxes it is, from 1 on. */
export function labelOf(
  shape: MarkShape,
  image: MarkedImage,
  statistics: Statistics | null,
  place: number,
  language: Language,
): readonly string[] {
  const t = wordsIn(language);
  switch (shape.kind) {
    case 'length':
      return [measuredWords(lengthBetween(shape.from, shape.to, image.pixelSpacing), image, false, language)];
    case 'angle': {
      const angle = angleAt(shape.vertex, shape.first, shape.second, pixelShape(image.pixelSpacing, image.pixelAspect));
      return angle === null ? [] : [`${localFixed(language, angle, 1)}°`];
    }
    case 'cardiothoracic-ratio': {
      const ratio = cardiothoracicRatio(shape.heart, shape.thorax);
      return ratio === null
        ? []
        : [t('marks:ratio', { ratio: localFixed(language, ratio, 2) }), conventionWords(image.viewPosition, language)];
    }
    case 'ellipse':
    case 'rectangle':
      return [
        measuredWords(areaOf(shape.kind, shape.area, image.pixelSpacing), image, true, language),
        ...statisticsWords(statistics, language),
      ];
    case 'arrow':
    case 'text':
      return shape.text === '' ? [] : [shape.text];
    case 'box':
      return [t('marks:opacity', { number: place })];
    default:
      return assertNever(shape);
  }
}
