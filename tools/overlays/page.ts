import type { OverlayComparison, OverlayFigure, Measured } from '../../src/main/statistics/compare-overlays';
import type { ModelCard } from '../../src/shared/model';

export interface PictureOnPage {
  readonly file: string;
  readonly name: string;
  readonly positive: boolean;
  readonly probability: number;
}

export function comparisonTable(title: string, found: OverlayComparison): string {
  const row = (name: string, { first, second, difference }: OverlayFigure): string =>
    `| ${name} | ${figure(first)} | ${figure(second)} | ${figure(difference)} |`;
  return [
    `${title}: ${found.images} images with radiologists' boxes, of ${found.patients} patients.`,
    '',
    '| figure | the network’s own map | Grad-CAM | difference |',
    '| --- | --- | --- | --- |',
    row('pointing hit', found.pointingHit),
    row('mean average precision of boxes', found.meanAveragePrecision),
  ].join('\n');
}

function figure({ value, low, high }: Measured): string {
  return `${value.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)})`;
}

/** The pictures two a row, each with what the model says under it. */
export function picturesSection({ id, threshold }: ModelCard, pictures: readonly PictureOnPage[]): string {
  const table = (chosen: readonly PictureOnPage[]): string => {
    const cell = ({ file, name, probability }: PictureOnPage): string =>
      `![Chest X-ray ${name} with the overlay](overlays/${file})<br>probability ${probability.toFixed(2)}, ${
        probability >= threshold ? 'opacity suspected' : 'no opacity suspected'
      }<br>${name.slice(0, 8)}`;
    const rows = Array.from({ length: Math.ceil(chosen.length / 2) }, (_, row) => chosen.slice(2 * row, 2 * row + 2).map(cell));
    return ['|   |   |', '| --- | --- |', ...rows.map(([left = '', right = '']) => `| ${left} | ${right} |`)].join('\n');
  };
  return [
    `Model ${id}, threshold ${threshold.toFixed(4)}.`,
    '### Lung opacity, as the radiologists say',
    table(pictures.filter(({ positive }) => positive)),
    '### No lung opacity',
    table(pictures.filter(({ positive }) => !positive)),
  ].join('\n\n');
}
