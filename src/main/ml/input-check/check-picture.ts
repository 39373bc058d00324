import { equaliseCells } from '../../preprocess/equalise-cells';
import { type NetworkInput, type Preprocessing, valueRange } from '../../preprocess/network-input';
import { pictureCells } from '../../preprocess/upright-input';

/** Side of the picture that the check's network sees. */
export const checkSize = 64;

/**
 * The picture as the check sees it, whatever form the model in force takes: without padding, stretched to a square, brought to 64 x 64 by the mean over each
 * cell's area, and histogram-equalised. So neither the padding nor the grey scale tells the network where a picture comes from.
 */
export function toCheckPicture(input: NetworkInput, preprocessing: Preprocessing): Float32Array {
  const { darkest, brightest } = valueRange(preprocessing);
  const { values, width, height } = pictureCells(input);
  const rows = shrink(values, width, height);
  const columns = shrink(transposed(rows, width, checkSize), checkSize, width);
  return equaliseCells(transposed(columns, checkSize, checkSize), darkest, brightest);
}

/** Brings `height` rows to checkSize rows by the mean over each row's share of them. */
function shrink(values: Float32Array, width: number, height: number): Float32Array {
  const shrunk = new Float32Array(width * checkSize);
  for (let row = 0; row < checkSize; row += 1) {
    const start = (row * height) / checkSize;
    const end = ((row + 1) * height) / checkSize;
    for (let source = Math.floor(start); source < Math.min(height, Math.ceil(end)); source += 1) {
      const share = (Math.min(end, source + 1) - Math.max(start, source)) / (end - start);
      for (let x = 0; x < width; x += 1) {
        const cell = row * width + x;
        shrunk[cell] = (shrunk[cell] as number) + share * (values[source * width + x] as number);
      }
    }
  }
  return shrunk;
}

function transposed(values: Float32Array, width: number, height: number): Float32Array {
  const turned = new Float32Array(values.length);
  for (let y = 0; y < height; y += 1) for (let x = 0; x < width; x += 1) turned[x * height + y] = values[y * width + x] as number;
  return turned;
}
