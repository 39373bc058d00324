import { checkSize } from '../../ml/input-check/check-picture';
import { between, type Random } from '../../statistics/random';
import { addNoise, fillRectangle } from './sample-picture';

// Pictures that are made without any radiograph: cells 64 x 64, about -1 to 1.

type Drawing = (x: number, y: number) => number;

/** Cells of a function of place, both axes -1 to 1. */
function drawn(draw: Drawing): Float32Array {
  const cells = new Float32Array(checkSize * checkSize);
  for (let cell = 0; cell < cells.length; cell += 1) {
    cells[cell] = draw(((cell % checkSize) + 0.5) / (checkSize / 2) - 1, (Math.floor(cell / checkSize) + 0.5) / (checkSize / 2) - 1);
  }
  return cells;
}

function withNoise(cells: Float32Array, random: Random): Float32Array {
  addNoise(cells, random() < 0.5 ? 0 : between(0, 0.3, random), random);
  return cells;
}

/** An ellipse's inside, somewhere, aslant: 1 inside, 0 outside. */
function ellipse(random: Random, least: number, most: number): Drawing {
  const [x, y, angle] = [between(-0.7, 0.7, random), between(-0.7, 0.7, random), between(0, Math.PI, random)];
  const [width, height] = [between(least, most, random), between(least, most, random)];
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
  return (px, py) => {
    const along = cosine * (px - x) + sine * (py - y);
    const across = cosine * (py - y) - sine * (px - x);
    return (along / width) ** 2 + (across / height) ** 2 < 1 ? 1 : 0;
  };
}

/** Smooth random greys: noise of several grids, each finer one fainter. */
function clouds(random: Random): Float32Array {
  const roughness = between(0.35, 0.8, random);
  const isSymmetric = random() < 0.4;
  const layers = [3, 5, 9, 17, 33].map((side, index) => ({
    side,
    weight: roughness ** index,
    values: Float32Array.from({ length: side * side }, () => random() * 2 - 1),
  }));
  return drawn((x, y) => {
    const across = isSymmetric ? Math.abs(x) : (x + 1) / 2;
    return layers.reduce((sum, { side, weight, values }) => sum + weight * smoothAt(values, side, across, (y + 1) / 2), 0);
  });
}

/** Between the grid's points bilinearly; x and y from 0 to 1. */
function smoothAt(values: Float32Array, side: number, x: number, y: number): number {
  const [column, row] = [Math.min(side - 2, Math.floor(x * (side - 1))), Math.min(side - 2, Math.floor(y * (side - 1)))];
  const [right, down] = [x * (side - 1) - column, y * (side - 1) - row];
  const at = (dx: number, dy: number) => values[(row + dy) * side + column + dx] as number;
  return (at(0, 0) * (1 - right) + at(1, 0) * right) * (1 - down) + (at(0, 1) * (1 - right) + at(1, 1) * right) * down;
}

function blank(random: Random): Float32Array {
  const cells = new Float32Array(checkSize * checkSize);
  if (random() < 0.5) addNoise(cells, 0.01, random);
  return cells;
}

function whiteNoise(random: Random): Float32Array {
  return drawn(() => random() * 2 - 1);
}

function gradient(random: Random): Float32Array {
  const [right, down, round] = [between(-1, 1, random), between(-1, 1, random), between(-1.5, 1.5, random)];
  const [middleX, middleY] = [between(-0.5, 0.5, random), between(-0.5, 0.5, random)];
  return withNoise(
    drawn((x, y) => right * x + down * y + round * Math.hypot(x - middleX, y - middleY)),
    random,
  );
}

function pattern(random: Random): Float32Array {
  const [across, down, phase] = [between(0, 20, random), between(0, 20, random), between(0, 6, random)];
  const isChequered = random() < 0.5;
  return withNoise(
    drawn((x, y) => (isChequered ? Math.sign(Math.sin(across * x + phase) * Math.sin(down * y)) : Math.sin(across * x + down * y + phase))),
    random,
  );
}

function shapes(random: Random): Float32Array {
  const cells = new Float32Array(checkSize * checkSize).fill(between(-1, 1, random));
  const count = 1 + Math.floor(random() * 12);
  for (let shape = 0; shape < count; shape += 1) {
    const level = between(-1, 1, random);
    if (random() < 0.5) fillRectangle(cells, level, between(0.05, 0.7, random), between(0.05, 0.7, random), random);
    else paint(cells, ellipse(random, 0.05, 0.6), level);
  }
  return withNoise(cells, random);
}

function paint(cells: Float32Array, where: Drawing, level: number): void {
  drawn(where).forEach((inside, cell) => (cells[cell] = inside === 1 ? level : (cells[cell] as number)));
}

/** A slice through a body: a bright rim around organs of several greys, on black. */
function slice(random: Random): Float32Array {
  const [width, height, rim] = [between(0.5, 0.98, random), between(0.45, 0.98, random), between(0.03, 0.2, random)];
  const [level, rimLevel] = [between(-0.6, 0.4, random), between(0, 1, random)];
  const cells = drawn((x, y) => {
    const distance = Math.hypot(x / width, y / height);
    return distance > 1 ? -1 : distance > 1 - rim ? rimLevel : level;
  });
  const texture = clouds(random);
  const body = cells.slice();
  const count = 2 + Math.floor(random() * 8);
  for (let organ = 0; organ < count; organ += 1) paint(cells, ellipse(random, 0.05, 0.4), between(-0.9, 1, random));
  return cells.map((value, cell) => ((body[cell] as number) === -1 ? -1 : value + 0.2 * (texture[cell] as number)));
}

/** Bones in soft tissue: bright bars in paler ones, on black. */
function limb(random: Random): Float32Array {
  const cells = new Float32Array(checkSize * checkSize).fill(-1);
  const texture = clouds(random);
  const count = 1 + Math.floor(random() * 5);
  const angle = between(0, Math.PI, random);
  for (let bar = 0; bar < count; bar += 1) {
    const [turn, offset, thickness] = [angle + between(-0.3, 0.3, random), between(-0.8, 0.8, random), between(0.08, 0.4, random)];
    const away: Drawing = (x, y) => Math.abs(Math.cos(turn) * x + Math.sin(turn) * y - offset);
    paint(cells, (x, y) => (away(x, y) < thickness ? 1 : 0), between(-0.5, 0.1, random));
    paint(cells, (x, y) => (away(x, y) < thickness * 0.45 ? 1 : 0), between(0.2, 1, random));
  }
  return cells.map((value, cell) => (value === -1 ? -1 : value + 0.25 * (texture[cell] as number)));
}

/** Rows of short strokes on paper. */
function writing(random: Random): Float32Array {
  const paper = random() < 0.7 ? 1 : -1;
  const [lineHeight, filled] = [between(3, 9, random), between(0.3, 0.8, random)];
  const cells = drawn(() => paper);
  cells.forEach((_, cell) => {
    const isLine = Math.floor(cell / checkSize) % lineHeight < lineHeight / 2;
    if (isLine && random() < filled) cells[cell] = -paper * random();
  });
  return cells;
}

/** A child's drawing of a chest: two ellipses in a plain body. */
function twoLobes(random: Random): Float32Array {
  const [body, lobe] = random() < 0.5 ? [0.6, -0.8] : [-0.4, 0.8];
  const [width, height, apart] = [between(0.15, 0.4, random), between(0.3, 0.8, random), between(0.3, 0.6, random)];
  const cells = drawn((x, y) => (((Math.abs(x) - apart) / width) ** 2 + (y / height) ** 2 < 1 ? lobe : body));
  return withNoise(cells, random);
}

/** By name. */
export const drawnKinds: Readonly<Record<string, (picture: unknown, random: Random) => Float32Array>> = {
  clouds: (_, random) => clouds(random),
  blank: (_, random) => blank(random),
  'white-noise': (_, random) => whiteNoise(random),
  gradient: (_, random) => gradient(random),
  pattern: (_, random) => pattern(random),
  shapes: (_, random) => shapes(random),
  slice: (_, random) => slice(random),
  limb: (_, random) => limb(random),
  writing: (_, random) => writing(random),
  'two-lobes': (_, random) => twoLobes(random),
};
