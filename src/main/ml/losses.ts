import type { TrainingSettings } from '../../shared/training';
import { softmaxCrossEntropy } from './fused-ops';
import type { Scalar, Tensor, Tensor1D, Tensor2D, Tensor4D } from './tensorflow';
import { tf } from './tensorflow';

export type LossSettings = Pick<TrainingSettings, 'loss' | 'focalGamma' | 'labelSmoothing' | 'classBalance' | 'mapWeight'>;

/** What a batch's outputs are held against. */
export interface Targets {
  readonly positives: readonly boolean[];
  /** For each case how much of each cell is covered by boxes; null where that is not known, so that the map is taught nothing. */
  readonly coverage: readonly (Float32Array | null)[];
}

/** What a network answers for a batch: class logits (batch, 1 or 2), and where it has one the map (batch, cells, cells, 1), 0 to 1. */
export interface Outputs {
  readonly logits: Tensor2D;
  readonly map: Tensor4D | null;
}

/**
 * The loss that a run minimises, averaged over the batch: that of the image's label, and `mapWeight` times that of the opacity map's cells.
 * @param positiveShare share of the training cases that are positive; decides the class weights
 */
export function batchLoss({ logits, map }: Outputs, targets: Targets, settings: LossSettings, positiveShare: number): Scalar {
  return tf.tidy(() => {
    const weights = tf.tensor1d(targets.positives.map((positive) => classWeight(positive, settings, positiveShare)));
    const image = imageLoss(logits, targets.positives, settings).mul(weights).mean() as Scalar;
    if (map === null || settings.mapWeight === 0) return image;
    return image.add(mapLoss(map, targets.coverage).mul(settings.mapWeight)) as Scalar;
  });
}

/** Inversely as the class is frequent, and 1 on average over the training cases. */
function classWeight(positive: boolean, { classBalance }: LossSettings, positiveShare: number): number {
  return classBalance === 'weights' ? 1 / (2 * (positive ? positiveShare : 1 - positiveShare)) : 1;
}

/**
 * Cross-entropy of each case's label, which smoothing moves from 0 and 1 to s / 2 and 1 - s / 2 (Szegedy et al., CVPR 2016). Focal loss multiplies it by
 * |label - probability| ** gamma, which for unsmoothed labels is Lin et al., ICCV 2017, without their class weight.
 */
function imageLoss(logits: Tensor2D, positives: readonly boolean[], { loss, focalGamma, labelSmoothing }: LossSettings): Tensor1D {
  const labels = positives.map((positive) => (positive ? 1 - labelSmoothing / 2 : labelSmoothing / 2));
  // A single logit is that of two classes of which the other has 0.
  const both = logits.shape[1] === 2 ? logits : (tf.concat([tf.zerosLike(logits), logits], 1) as Tensor2D);
  const entropy = softmaxCrossEntropy(
    both,
    tf.tensor2d(
      labels.flatMap((label) => [1 - label, label]),
      [labels.length, 2],
    ),
  );
  if (loss === 'cross-entropy' || focalGamma === 0) return entropy;
  const probability = tf.sigmoid(positiveLogits(both));
  const miss = tf.sub(tf.tensor1d(labels), probability).abs();
  // Below this the power's slope is steeper than floats can tell for a gamma under 1, and the loss is nothing anyway.
  return entropy.mul(miss.maximum(1e-6).pow(focalGamma));
}

/** One logit a case: of two class logits the second less the first, whose sigmoid is the softmax. */
export function positiveLogits(logits: Tensor2D): Tensor1D {
  return tf.tidy(() => {
    if (logits.shape[1] === 1) return logits.reshape([-1]) as Tensor1D;
    const [negative, positive] = tf.unstack(logits, 1) as [Tensor1D, Tensor1D];
    return positive.sub(negative);
  });
}

/** Keeps the logarithm of 0 finite, as Keras does. */
const epsilon = 1e-7;

/** Binary cross-entropy of the map's cells against the share of each that boxes cover, of the cases that teach it, over the whole batch. */
function mapLoss(map: Tensor4D, coverage: readonly (Float32Array | null)[]): Scalar {
  const cells = map.shape[1] * map.shape[2];
  const values = new Float32Array(coverage.length * cells);
  coverage.forEach((covered, index) => values.set(covered ?? [], index * cells));
  const covered = tf.tensor4d(values, map.shape);
  const taught = tf.tensor4d(
    coverage.map((one) => (one === null ? 0 : 1)),
    [coverage.length, 1, 1, 1],
  );
  const hits: Tensor = covered.mul(map.add(epsilon).log());
  const misses: Tensor = tf.sub(1, covered).mul(tf.sub(1 + epsilon, map).log());
  return hits.add(misses).mul(taught).mean().neg() as Scalar;
}
