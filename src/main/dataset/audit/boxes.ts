import type { BoxSizeName, DatasetAudit } from '../../../shared/dataset';
import type { DatasetCase } from '../dataset-case';

export const boxMapSide = 32;

/** How many boxes reach into each cell of the square that the picture is padded to, as a network sees it (preprocess/network-input.ts). */
export function boxMap(cases: readonly DatasetCase[]): DatasetAudit['boxMap'] {
  const counts = new Array<number>(boxMapSide * boxMapSide).fill(0);
  for (const { widthPixels, heightPixels, boxes } of cases) {
    const side = Math.max(widthPixels, heightPixels);
    const [left, top] = [Math.floor((side - widthPixels) / 2), Math.floor((side - heightPixels) / 2)];
    for (const { x, y, width, height } of boxes) {
      const [firstColumn, lastColumn] = cellsUnder(x + left, width, side);
      const [firstRow, lastRow] = cellsUnder(y + top, height, side);
      for (let row = firstRow; row <= lastRow; row += 1) {
        for (let at = row * boxMapSide + firstColumn; at <= row * boxMapSide + lastColumn; at += 1) counts[at] = (counts[at] ?? 0) + 1;
      }
    }
  }
  return { side: boxMapSide, counts };
}

/** First and last cell that a stretch of pixels reaches into. */
function cellsUnder(start: number, length: number, side: number): readonly [number, number] {
  const first = Math.floor((start * boxMapSide) / side);
  const last = Math.ceil(((start + length) * boxMapSide) / side) - 1;
  return [first, Math.min(last, boxMapSide - 1)];
}

/** Upper bounds of a box's share of its picture. */
const classes: readonly (readonly [name: BoxSizeName, below: number])[] = [
  ['under 1 %', 0.01],
  ['1 to 2 %', 0.02],
  ['2 to 5 %', 0.05],
  ['5 to 10 %', 0.1],
  ['10 to 20 %', 0.2],
  ['20 % and more', Infinity],
];

/** Boxes by the share of the picture that they cover. */
export function boxSizes(cases: readonly DatasetCase[]): DatasetAudit['boxSizes'] {
  const shares = cases.flatMap(({ widthPixels, heightPixels, boxes }) =>
    boxes.map(({ width, height }) => (width * height) / (widthPixels * heightPixels)),
  );
  return classes.map(([name, below], index) => {
    const from = classes[index - 1]?.[1] ?? 0;
    return { name, count: shares.filter((share) => share >= from && share < below).length };
  });
}
