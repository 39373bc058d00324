import type { OverlayLook } from '../../shared/displayed-view';
import type { GreyImage, Heatmap, Rectangle } from '../../shared/image';
import type { Picture } from './orient';

/** The grey image in colour with the heatmap, if any, laid over it as the viewer lays it: interpolated values, coloured, blended. */
export function withHeatmap(image: GreyImage, overlay: (OverlayLook & { readonly heatmap: Heatmap | null }) | null): Picture {
  const { width, height } = image;
  const values = new Uint8Array(3 * width * height);
  for (let at = 0, to = 0; at < width * height; at += 1, to += 3) {
    const grey = image.values[at] ?? 0;
    values[to] = grey;
    values[to + 1] = grey;
    values[to + 2] = grey;
  }
  const { heatmap = null, levels = null, opacity = 0 } = overlay ?? {};
  if (heatmap !== null && levels !== null) blend(values, image, heatmap, levels, opacity);
  return { width, height, channels: 3, values };
}

function blend(values: Uint8Array, { width, height }: GreyImage, heatmap: Heatmap, levels: Uint8Array, opacity: number): void {
  const { region } = heatmap;
  const columns = Array.from({ length: width }, (_, x) => between((x + 0.5 - region.x) / region.width, heatmap.width));
  for (let y = 0; y < height; y += 1) {
    const row = between((y + 0.5 - region.y) / region.height, heatmap.height);
    if (row === null) continue;
    for (let x = 0; x < width; x += 1) {
      const column = columns[x] ?? null;
      if (column === null) continue;
      const level = 4 * Math.round(255 * Math.min(Math.max(valueAt(heatmap, column, row), 0), 1));
      const alpha = ((levels[level + 3] ?? 0) / 255) * opacity;
      if (alpha === 0) continue;
      const at = 3 * (y * width + x);
      for (let channel = 0; channel < 3; channel += 1) {
        values[at + channel] = Math.round((values[at + channel] ?? 0) * (1 - alpha) + (levels[level + channel] ?? 0) * alpha);
      }
    }
  }
}

interface Between {
  readonly before: number;
  readonly after: number;
  readonly share: number;
}

/** Between which cells' centres a place from 0 to 1 lies; null outside. */
function between(place: number, cells: number): Between | null {
  if (place < 0 || place > 1) return null;
  const at = Math.min(Math.max(place * cells - 0.5, 0), cells - 1);
  const before = Math.floor(at);
  return { before, after: Math.min(before + 1, cells - 1), share: at - before };
}

function valueAt({ width, values }: Heatmap, x: Between, y: Between): number {
  const along = (row: number): number =>
    (values[row * width + x.before] ?? 0) * (1 - x.share) + (values[row * width + x.after] ?? 0) * x.share;
  return along(y.before) * (1 - y.share) + along(y.after) * y.share;
}

/** Red, green and blue of the regions' frames, as the viewer draws them. */
const frameColour = [0xff, 0xe3, 0xa8] as const;
const haloColour = [0, 0, 0] as const;

/** Draws numbered frames; lines are thicker on larger pictures so that they are seen on a page as well. */
export function drawRegions(picture: Picture, regions: readonly Rectangle[]): void {
  const line = Math.max(1, Math.round(Math.max(picture.width, picture.height) / 400));
  regions.forEach((region, place) => {
    frame(picture, region, 2 * line, haloColour);
    frame(picture, region, line, frameColour);
    drawNumber(picture, String(place + 1), region.x + 5 * line, region.y + 5 * line, 2 * line);
  });
}

/** A frame whose line is centred on the rectangle's edge. */
function frame(picture: Picture, { x, y, width, height }: Rectangle, line: number, colour: readonly number[]): void {
  const half = line / 2;
  fill(picture, x - half, y - half, width + line, line, colour);
  fill(picture, x - half, y + height - half, width + line, line, colour);
  fill(picture, x - half, y - half, line, height + line, colour);
  fill(picture, x + width - half, y - half, line, height + line, colour);
}

function fill(picture: Picture, x: number, y: number, width: number, height: number, colour: readonly number[]): void {
  const left = Math.max(0, Math.round(x));
  const right = Math.min(picture.width, Math.round(x + width));
  const bottom = Math.min(picture.height, Math.round(y + height));
  for (let row = Math.max(0, Math.round(y)); row < bottom; row += 1) {
    for (let column = left; column < right; column += 1) picture.values.set(colour, 3 * (row * picture.width + column));
  }
}

/** Digits of 3 x 5 dots, a row an octal digit. */
const digits: Readonly<Record<string, string>> = {
  0: '75557',
  1: '26227',
  2: '71747',
  3: '71717',
  4: '55711',
  5: '74717',
  6: '74757',
  7: '71222',
  8: '75757',
  9: '75717',
};

function drawNumber(picture: Picture, number: string, x: number, y: number, dot: number): void {
  fill(picture, x - dot, y - dot, (4 * number.length + 1) * dot, 7 * dot, haloColour);
  [...number].forEach((digit, place) => {
    [...(digits[digit] ?? '')].forEach((dots, row) => {
      for (let column = 0; column < 3; column += 1) {
        const isSet = (Number(dots) >> (2 - column)) & 1;
        if (isSet) fill(picture, x + (4 * place + column) * dot, y + row * dot, dot, dot, frameColour);
      }
    });
  });
}
