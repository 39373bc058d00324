import { checkSize } from '../../ml/input-check/check-picture';
import { type PictureCells } from '../../preprocess/upright-input';
import { between, type Random } from '../../statistics/random';

/** What of a picture is shown, in shares of its sides: the centre and the extent of the view, turned about its centre. */
export interface View {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly radians: number;
  readonly isMirrored: boolean;
}

/** Each cell of the 64 x 64 is the mean of so many points squared. */
const pointsAcross = 2;

/** The picture seen through a view, 64 x 64; what lies outside it is -1. */
export function sampleView({ values, width, height }: Pick<PictureCells, 'values' | 'width' | 'height'>, view: View): Float32Array {
  const across = checkSize * pointsAcross;
  const [cosine, sine] = [Math.cos(view.radians), Math.sin(view.radians)];
  const sampled = new Float32Array(checkSize * checkSize);
  for (let row = 0; row < across; row += 1) {
    for (let column = 0; column < across; column += 1) {
      const shownX = ((column + 0.5) / across - 0.5) * view.width * (view.isMirrored ? -1 : 1);
      const shownY = ((row + 0.5) / across - 0.5) * view.height;
      const x = Math.floor((view.x + cosine * shownX - sine * shownY) * width);
      const y = Math.floor((view.y + sine * shownX + cosine * shownY) * height);
      const isInside = x >= 0 && y >= 0 && x < width && y < height;
      const cell = (row >> 1) * checkSize + (column >> 1);
      sampled[cell] = (sampled[cell] as number) + (isInside ? (values[y * width + x] as number) : -1) / (pointsAcross * pointsAcross);
    }
  }
  return sampled;
}

/** How a frontal chest radiograph may come: a little more or less around it, a little aslant, mirrored, with borders, a marker, noise and shading. */
export function rightView(picture: PictureCells, random: Random, isPlain = false): Float32Array {
  if (isPlain) return sampleView(picture, { x: 0.5, y: 0.5, width: 1, height: 1, radians: 0, isMirrored: false });
  const width = between(0.82, 1.08, random);
  const height = between(0.82, 1.08, random);
  const cells = sampleView(picture, {
    x: 0.5 + between(-0.5, 0.5, random) * Math.abs(1 - width),
    y: 0.5 + between(-0.5, 0.5, random) * Math.abs(1 - height),
    width,
    height,
    radians: between(-0.14, 0.14, random),
    isMirrored: random() < 0.5,
  });
  if (random() < 0.3) shade(cells, random);
  if (random() < 0.3) addNoise(cells, between(0, 0.15, random), random);
  if (random() < 0.3) fillRectangle(cells, random() < 0.8 ? 1 : -1, between(0.02, 0.15, random), between(0.02, 0.1, random), random);
  if (random() < 0.25) addBorders(cells, random);
  return cells;
}

/** A smooth change of brightness across the picture. */
function shade(cells: Float32Array, random: Random): void {
  const [rightward, downward] = [between(-0.4, 0.4, random), between(-0.4, 0.4, random)];
  cells.forEach((value, cell) => {
    const x = (cell % checkSize) / checkSize - 0.5;
    cells[cell] = value + rightward * x + downward * (Math.floor(cell / checkSize) / checkSize - 0.5);
  });
}

export function addNoise(cells: Float32Array, strength: number, random: Random): void {
  cells.forEach((value, cell) => (cells[cell] = value + strength * (random() + random() + random() + random() - 2)));
}

/** A rectangle somewhere, its sides in shares of the picture's. */
export function fillRectangle(cells: Float32Array, level: number, width: number, height: number, random: Random): void {
  const left = Math.floor(random() * (1 - width) * checkSize);
  const top = Math.floor(random() * (1 - height) * checkSize);
  for (let y = top; y < top + height * checkSize; y += 1)
    cells.fill(level, y * checkSize + left, y * checkSize + left + Math.ceil(width * checkSize));
}

function addBorders(cells: Float32Array, random: Random): void {
  const level = random() < 0.8 ? -1 : 1;
  const [left, right, top, bottom] = [0, 0, 0, 0].map(() => Math.max(0, Math.floor(between(-0.06, 0.12, random) * checkSize))) as [
    number,
    number,
    number,
    number,
  ];
  cells.forEach((_, cell) => {
    const [x, y] = [cell % checkSize, Math.floor(cell / checkSize)];
    if (x < left || y < top || x >= checkSize - right || y >= checkSize - bottom) cells[cell] = level;
  });
}
