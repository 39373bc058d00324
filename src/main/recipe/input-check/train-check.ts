import { checkSize } from '../../ml/input-check/check-picture';
import { checkNetwork, classCount, featureCount, otherClass, withDistance } from '../../ml/input-check/check-network';
import { foldNormalisation } from '../../ml/fold-normalisation';
import type { LayersModel, Tensor } from '../../ml/tensorflow';
import { tf } from '../../ml/tensorflow';
import { equaliseCells } from '../../preprocess/equalise-cells';
import { type QuarterTurns, turnCells } from '../../preprocess/turns';
import { type PictureCells, pictureCells } from '../../preprocess/upright-input';
import { type Random, seededRandom } from '../../statistics/random';
import { whiteningOf, type Whitening } from './feature-distance';
import type { KeptPicture } from './right-pictures';
import { rightView } from './sample-picture';
import { trainedKinds } from './wrong-pictures';

export interface CheckSettings {
  readonly seed: number;
  readonly steps: number;
}

const batchSize = 48;
const highestRate = 2e-3;

/** The trained network, as it is used. The loss of each hundredth step is given to `onStep`. */
export async function trainCheck(
  right: readonly KeptPicture[],
  { seed, steps }: CheckSettings,
  onStep: (step: number, loss: number) => void,
): Promise<LayersModel> {
  const random = seededRandom(seed);
  const pictures = right.map(({ input }) => pictureCells(input));
  const network = checkNetwork(seed);
  const optimizer = tf.train.adam(highestRate);
  for (let step = 0; step < steps; step += 1) {
    (optimizer as unknown as { learningRate: number }).learningRate = (highestRate / 2) * (1 + Math.cos((Math.PI * step) / steps)) + 1e-6;
    const { cells, classes } = batchOf(pictures, random);
    const loss = tf.tidy(() => {
      const [x, labels] = [tf.tensor4d(cells, [batchSize, checkSize, checkSize, 1]), tf.oneHot(tf.tensor1d(classes, 'int32'), classCount)];
      const cost = optimizer.minimize(() => {
        const [logits] = network.apply(x, { training: true }) as Tensor[];
        return tf.losses.softmaxCrossEntropy(labels, logits as Tensor);
      }, true);
      return cost?.dataSync()[0] ?? NaN;
    });
    if (step % 100 === 0) onStep(step, loss);
  }
  const folded = await foldNormalisation(network);
  const { kernel, bias } = distanceOf(folded, pictures, random);
  return withDistance(folded, kernel, bias);
}

/** A third upright, a third inverted or turned or both, a third wrong: what the check sees, and its class. */
function batchOf(pictures: readonly PictureCells[], random: Random): { cells: Float32Array; classes: Int32Array } {
  const cells = new Float32Array(batchSize * checkSize * checkSize);
  const classes = new Int32Array(batchSize);
  for (let index = 0; index < batchSize; index += 1) {
    const picture = pictures[Math.floor(random() * pictures.length)] as PictureCells;
    const wanted = index % 3 === 0 ? 0 : index % 3 === 1 ? 1 + Math.floor(random() * 7) : otherClass;
    classes[index] = wanted;
    cells.set(
      wanted === otherClass ? wrongPicture(picture, random) : mistaken(rightView(picture, random), wanted),
      index * checkSize * checkSize,
    );
  }
  return { cells, classes };
}

/** A right picture as one of the eight ways to store it shows it; equalised. */
export function mistaken(view: Float32Array, wanted: number): Float32Array {
  const turned = turnCells(view, { width: checkSize, height: checkSize }, (wanted % 4) as QuarterTurns);
  return seen(wanted >= 4 ? turned.map((value) => 0 - value) : turned);
}

/** One of the made kinds, stored in one of eight ways. */
function wrongPicture(picture: PictureCells, random: Random): Float32Array {
  const make = trainedKinds[Math.floor(random() * trainedKinds.length)] as (typeof trainedKinds)[number];
  const cells = make(picture, random);
  return random() < 0.5 ? mistaken(cells, Math.floor(random() * 8)) : seen(cells);
}

/** As the check sees cells of any range. */
export function seen(cells: Float32Array): Float32Array {
  const [darkest, brightest] = [Math.min(...cells), Math.max(...cells)];
  return equaliseCells(cells, darkest, Math.max(brightest, darkest + 1e-6));
}

/** The whitening of the features of upright pictures, each seen as it is and once changed a little. */
function distanceOf(network: LayersModel, pictures: readonly PictureCells[], random: Random): Whitening {
  const all = new Float32Array(2 * pictures.length * featureCount);
  const area = checkSize * checkSize;
  for (let first = 0; first < pictures.length; first += batchSize) {
    const few = pictures.slice(first, first + batchSize);
    const cells = new Float32Array(2 * few.length * area);
    for (const [index, picture] of few.entries()) {
      cells.set(mistaken(rightView(picture, random, true), 0), 2 * index * area);
      cells.set(mistaken(rightView(picture, random), 0), (2 * index + 1) * area);
    }
    const features = tf.tidy(() => {
      const outputs = network.predict(tf.tensor4d(cells, [2 * few.length, checkSize, checkSize, 1])) as Tensor[];
      return (outputs[1] as Tensor).dataSync<'float32'>();
    });
    all.set(features, 2 * first * featureCount);
  }
  return whiteningOf(all, featureCount);
}
