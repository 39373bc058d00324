import { createAdamW } from './adam-w';
import type { SquareBox } from '../dataset/trainer-case';
import type { Variation } from './augment';
import { boxInView, coverage, randomVariation } from './augment';
import type { Random } from './random';
import { shuffled } from './random';
import type { LayersModel, Scalar, Tensor, Tensor4D, Variable } from './tensorflow';
import { tf } from './tensorflow';

/** A picture as the network sees it, and what the radiologists said of it. */
export interface TrainingCase {
  /** Row-major, size x size, as preprocess/network-input.ts gives it. */
  readonly values: Float32Array;
  readonly positive: boolean;
  readonly boxes: readonly SquareBox[];
}

/** A stretch of training at one picture size on one mix of cases. */
export interface TrainingPhase {
  readonly epochs: number;
  /** Side in pixels that pictures are brought to, a multiple of 16; a smaller one trains faster. */
  readonly pictureSize: number;
  readonly batchSize: number;
  readonly peakLearningRate: number;
  readonly weightDecay: number;
  /** Share of all steps over which the learning rate rises from zero, before it falls as a cosine. */
  readonly warmUpShare: number;
  /** How much the map's loss counts beside the image's. */
  readonly mapWeight: number;
}

export interface EpochReport {
  readonly epoch: number;
  readonly loss: number;
  readonly milliseconds: number;
}

/**
 * Trains the network in place; calls `onEpoch` after each epoch. The loss is the binary cross-entropy of the image's logit against its label
 * plus that of the opacity map's cells against the share of each that radiologists' boxes cover. The same cases, settings, random
 * source and thread count give the same weights.
 * @param network inputs (batch, height, width, 1); outputs logit (batch, 1) and map (batch, height / 16, width / 16, 1) in 0 to 1
 */
export function trainPhase(
  network: LayersModel,
  cases: readonly TrainingCase[],
  phase: TrainingPhase,
  random: Random,
  onEpoch: (report: EpochReport) => void,
): void {
  const variables = network.trainableWeights.map((weight) => weight.read() as Variable);
  const optimizer = createAdamW(variables, phase.weightDecay);
  const stepsAnEpoch = Math.floor(cases.length / phase.batchSize);
  for (let epoch = 0; epoch < phase.epochs; epoch += 1) {
    const startedAt = performance.now();
    const order = shuffled(cases, random);
    let lossSum = 0;
    for (let step = 0; step < stepsAnEpoch; step += 1) {
      const batch = order.slice(step * phase.batchSize, (step + 1) * phase.batchSize);
      const variations = batch.map(() => randomVariation(random));
      const rate = phase.peakLearningRate * rateShare((epoch * stepsAnEpoch + step) / (phase.epochs * stepsAnEpoch), phase.warmUpShare);
      const { value, grads } = tf.variableGrads(() => batchLoss(network, batch, variations, phase), variables);
      optimizer.step(grads, rate);
      lossSum += value.dataSync()[0] ?? NaN;
      value.dispose();
    }
    onEpoch({ epoch: epoch + 1, loss: lossSum / stepsAnEpoch, milliseconds: performance.now() - startedAt });
  }
  optimizer.dispose();
}

/** Linear rise, then half a cosine down to zero (Loshchilov and Hutter 2017); `done` is the share of steps taken. */
function rateShare(done: number, warmUpShare: number): number {
  if (done < warmUpShare) return done / warmUpShare;
  return 0.5 * (1 + Math.cos((Math.PI * (done - warmUpShare)) / (1 - warmUpShare)));
}

function batchLoss(network: LayersModel, batch: readonly TrainingCase[], variations: readonly Variation[], phase: TrainingPhase): Scalar {
  const pictures = variedPictures(batch, variations, phase.pictureSize);
  const [logit, map] = network.apply(pictures, { training: true }) as [Tensor, Tensor4D];
  const labels = tf.tensor2d(
    batch.map((one) => Number(one.positive)),
    [batch.length, 1],
  );
  const grid = map.shape[1];
  const covered = tf.stack(
    batch.map((one, index) => {
      const view = (variations[index] as Variation).view;
      return tf.tensor3d(
        coverage(
          one.boxes.map((box) => boxInView(box, view)),
          grid,
        ),
        [grid, grid, 1],
      );
    }),
  );
  const imageLoss = tf.losses.sigmoidCrossEntropy(labels, logit) as Scalar;
  const mapLoss = tf.losses.logLoss(covered, map) as Scalar;
  return imageLoss.add(mapLoss.mul(phase.mapWeight)) as Scalar;
}

/** The batch's pictures, each seen through its variation: (batch, size, size, 1), -1 to 1. */
function variedPictures(batch: readonly TrainingCase[], variations: readonly Variation[], size: number): Tensor4D {
  const pictures = stackPictures(batch);
  const views = tf.tensor2d(variations.map(({ view }) => [view.top, view.left, view.bottom, view.right]));
  const indices = tf.range(0, batch.length, 1, 'int32');
  const cropped = tf.image.cropAndResize(pictures, views, indices, [size, size], 'bilinear', -1);
  const gammas = tf.tensor4d(
    variations.map(({ gamma }) => gamma),
    [batch.length, 1, 1, 1],
  );
  return cropped.add(1).div(2).relu().pow(gammas).mul(2).sub(1);
}

/** Pictures side by side as one tensor: (batch, size, size, 1). */
export function stackPictures(pictures: readonly { readonly values: Float32Array }[]): Tensor4D {
  const cells = pictures[0]?.values.length ?? 0;
  const side = Math.sqrt(cells);
  const values = new Float32Array(pictures.length * cells);
  pictures.forEach((picture, index) => values.set(picture.values, index * cells));
  return tf.tensor4d(values, [pictures.length, side, side, 1]);
}
