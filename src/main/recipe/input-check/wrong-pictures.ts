import { checkSize } from '../../ml/input-check/check-picture';
import type { PictureCells } from '../../preprocess/upright-input';
import { turnCells } from '../../preprocess/turns';
import { between, type Random } from '../../statistics/random';
import { drawnKinds } from './drawn-pictures';
import { addNoise, rightView, sampleView } from './sample-picture';

/** A way to make a picture that is not a frontal chest radiograph, from one that is. */
type Maker = (picture: PictureCells, random: Random) => Float32Array;

const square = { width: checkSize, height: checkSize };

/** Part of the picture, of these shares of its sides, wherever it lies. */
function part(picture: PictureCells, width: number, height: number, random: Random): Float32Array {
  const place = (extent: number) => extent / 2 + random() * (1 - extent);
  return sampleView(picture, { x: place(width), y: place(height), width, height, radians: 0, isMirrored: random() < 0.5 });
}

function corner(picture: PictureCells, random: Random): Float32Array {
  const extent = between(0.25, 0.5, random);
  const x = random() < 0.5 ? extent / 2 : 1 - extent / 2;
  const y = random() < 0.5 ? extent / 2 : 1 - extent / 2;
  return sampleView(picture, { x, y, width: extent, height: extent, radians: 0, isMirrored: false });
}

function half(picture: PictureCells, random: Random): Float32Array {
  const extent = between(0.35, 0.52, random);
  const place = random() < 0.5 ? extent / 2 : 1 - extent / 2;
  const across = random() < 0.5;
  return sampleView(picture, {
    x: across ? place : 0.5,
    y: across ? 0.5 : place,
    width: across ? extent : 1,
    height: across ? 1 : extent,
    radians: 0,
    isMirrored: random() < 0.5,
  });
}

function tilted(picture: PictureCells, random: Random): Float32Array {
  const radians = (Math.floor(random() * 4) * Math.PI) / 2 + between(0.55, 1.02, random);
  return sampleView(picture, { x: 0.5, y: 0.5, width: 1, height: 1, radians, isMirrored: false });
}

function tiny(picture: PictureCells, random: Random): Float32Array {
  const extent = between(2.2, 4, random);
  const [x, y] = [0.5 + between(-0.4, 0.4, random) * (extent - 1), 0.5 + between(-0.4, 0.4, random) * (extent - 1)];
  return sampleView(picture, { x, y, width: extent, height: extent, radians: 0, isMirrored: false });
}

/** The picture's tiles in another order. */
function patchwork(picture: PictureCells, random: Random): Float32Array {
  const whole = rightView(picture, random);
  const across = 2 ** (1 + Math.floor(random() * 3));
  const tile = checkSize / across;
  const cells = new Float32Array(whole.length);
  const order = Array.from({ length: across * across }, () => Math.floor(random() * across * across));
  cells.forEach((_, cell) => {
    const [x, y] = [cell % checkSize, Math.floor(cell / checkSize)];
    const from = order[Math.floor(y / tile) * across + Math.floor(x / tile)] as number;
    cells[cell] = whole[(Math.floor(from / across) * tile + (y % tile)) * checkSize + (from % across) * tile + (x % tile)] as number;
  });
  return cells;
}

/** Two chests side by side, or one above the other. */
function doubled(picture: PictureCells, random: Random): Float32Array {
  const view = { x: 0.5, y: 0.5, width: 1, height: 1, radians: 0, isMirrored: false };
  const one = sampleView(picture, view);
  const across = random() < 0.5;
  return Float32Array.from(one, (_, cell) => {
    const [x, y] = [cell % checkSize, Math.floor(cell / checkSize)];
    return one[(across ? y : (2 * y) % checkSize) * checkSize + (across ? (2 * x) % checkSize : x)] as number;
  });
}

/** The picture laid over itself turned. */
function overlaid(picture: PictureCells, random: Random): Float32Array {
  const whole = rightView(picture, random);
  const turned = turnCells(whole, square, random() < 0.5 ? 1 : 3);
  return whole.map((value, cell) => (value + (turned[cell] as number)) / 2);
}

/**
 * Something like a lateral view: both halves of a chest laid over each other, each stretched, with a sloping diaphragm, the spine along one side and
 * the body's outline on black. No real lateral view is at hand to train on.
 */
function superposed(picture: PictureCells, random: Random): Float32Array {
  const chestHalf = (middle: number, isMirrored: boolean) => {
    const [x, width, height] = [middle + between(-0.05, 0.05, random), between(0.42, 0.6, random), between(0.85, 1.1, random)];
    return sampleView(picture, { x, y: 0.5, width, height, radians: between(-0.2, 0.2, random), isMirrored });
  };
  const [left, right] = [chestHalf(0.27, false), chestHalf(0.73, true)];
  const [share, slope] = [between(0.15, 0.85, random), between(-0.5, 0.5, random)];
  const [spine, spineWidth, spineLevel] = [between(-0.9, -0.4, random), between(0.08, 0.25, random), between(0, 1, random)];
  const [outline, bodyWidth, bodyHeight] = [between(2, 5, random), between(0.65, 1.2, random), between(1, 1.6, random)];
  const cells = new Float32Array(left.length);
  for (let cell = 0; cell < cells.length; cell += 1) {
    const [column, row] = [cell % checkSize, Math.floor(cell / checkSize)];
    const [x, y] = [(2 * column + 1) / checkSize - 1, (2 * row + 1) / checkSize - 1];
    const slid = Math.min(checkSize - 1, Math.max(0, Math.round(row + slope * (column - checkSize / 2))));
    const from = slid * checkSize + column;
    const both = share * (left[from] as number) + (1 - share) * (right[from] as number);
    const isBody = Math.abs(x / bodyWidth) ** outline + Math.abs(y / bodyHeight) ** outline < 1;
    cells[cell] = isBody ? both + spineLevel * Math.exp(0 - ((x - spine + 0.15 * y * y) / spineWidth) ** 2) : -1;
  }
  return cells;
}

/** Every row, or every column, made alike. */
function smeared(picture: PictureCells, random: Random): Float32Array {
  const whole = rightView(picture, random);
  const line = Math.floor(random() * checkSize);
  const across = random() < 0.5;
  const cells = whole.map(
    (_, cell) => whole[across ? line * checkSize + (cell % checkSize) : Math.floor(cell / checkSize) * checkSize + line] as number,
  );
  addNoise(cells, between(0, 0.2, random), random);
  return cells;
}

/** Stretched until a part of it fills the picture along one side, and squeezed along the other. */
function distorted(picture: PictureCells, random: Random): Float32Array {
  const across = random() < 0.5;
  const [one, other] = [between(0.3, 0.5, random), between(1.6, 2.5, random)];
  return sampleView(picture, {
    x: 0.5,
    y: 0.5,
    width: across ? one : other,
    height: across ? other : one,
    radians: 0,
    isMirrored: random() < 0.5,
  });
}

function noisy(picture: PictureCells, random: Random): Float32Array {
  const cells = rightView(picture, random);
  addNoise(cells, between(2, 4, random), random);
  return cells;
}

const inner: Maker = (picture, random) => part(picture, between(0.2, 0.5, random), between(0.2, 0.5, random), random);

/** Every kind of wrong picture that is made, by its name. */
export const wrongKinds: Readonly<Record<string, Maker>> = {
  corner,
  inner,
  half,
  tilted,
  tiny,
  patchwork,
  doubled,
  overlaid,
  superposed,
  smeared,
  distorted,
  noisy,
  ...drawnKinds,
};

/** The kinds in the shares they are trained in: those nearest to a frontal chest are harder, and come more often. */
export const trainedKinds: readonly Maker[] = [
  ...Object.values(wrongKinds),
  ...[half, half, inner, overlaid, tilted, superposed, superposed, superposed, superposed, superposed],
];
