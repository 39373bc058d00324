import type { TrainingSettings } from '../../shared/training';
import type { ThreeClass } from '../dataset/trainer-case';
import { softmaxCrossEntropy } from './fused-ops';
import type { Scalar, Tensor, Tensor1D, Tensor2D, Tensor4D } from './tensorflow';
import { tf } from './tensorflow';

export type LossSettings = Pick<TrainingSettings, 'loss' | 'focalGamma' | 'labelSmoothing' | 'classBalance' | 'mapWeight' | 'classWeight'>;

/** What a batch's outputs are held against. */
export interface Targets {
  readonly positives: readonly boolean[];
  /** Null where the labels do not say. */
  readonly classes: readonly (ThreeClass | null)[];
  /** For each case how much of each cell is covered by boxes; null where that is not known, so that the map is taught nothing. */
  readonly coverage: readonly (Float32Array | null)[];
}

/** What a network answers for a batch: class logits (batch, 1 or 2), and where it has them the map (batch, cells, cells, 1), 0 to 1, and the logits of
 * the three classes (batch, 3). */
export interface Outputs {
  readonly logits: Tensor2D;
  readonly map: Tensor4D | null;
  readonly classes: Tensor2D | null;
}

/** Targets as tensors, with each case's weight. */
export interface TargetTensors {
  /** (batch, 2): how far a case is negative, and positive. */
  readonly labels: Tensor2D;
  readonly weights: Tensor1D;
  /** For a network with a map of cells x cells: how much of each cell is covered, (batch, cells, cells, 1), and 1 for the cases that teach the map, (batch, 1, 1, 1). */
  readonly map: { readonly covered: Tensor4D; readonly taught: Tensor4D } | null;
  /** For a network with three class logits: the class as 0 and 1, (batch, 3), and 1 for the cases whose class is known, (batch). */
  readonly classes: { readonly shown: Tensor2D; readonly known: Tensor1D } | null;
}

/**
 * Smoothing moves labels from 0 and 1 to s / 2 and 1 - s / 2 (Szegedy et al., CVPR 2016).
 * @param cells of the map's side; 0 where there is none
 * @param positiveShare share of the training cases that are positive; decides the class weights
 */
export function targetTensors(
  { positives, coverage, classes }: Targets,
  cells: number,
  settings: LossSettings,
  positiveShare: number,
): TargetTensors {
  const smoothing = settings.labelSmoothing / 2;
  const labels = positives.flatMap((positive) => (positive ? [smoothing, 1 - smoothing] : [1 - smoothing, smoothing]));
  return {
    labels: tf.tensor2d(labels, [positives.length, 2]),
    weights: tf.tensor1d(positives.map((positive) => classWeight(positive, settings, positiveShare))),
    map: cells === 0 || settings.mapWeight === 0 ? null : mapTargets(coverage, cells),
    classes: settings.classWeight === 0 ? null : classTargets(classes, settings.labelSmoothing),
  };
}

function mapTargets(coverage: Targets['coverage'], cells: number) {
  const values = new Float32Array(coverage.length * cells ** 2);
  coverage.forEach((covered, index) => values.set(covered ?? [], index * cells ** 2));
  const taught = coverage.map((one) => (one === null ? 0 : 1));
  return { covered: tf.tensor4d(values, [coverage.length, cells, cells, 1]), taught: tf.tensor4d(taught, [coverage.length, 1, 1, 1]) };
}

/** In the order of the network's three class logits. */
const threeClasses: readonly ThreeClass[] = ['normal', 'not normal', 'opacity'];

/** Smoothing s moves a class to 1 - s + s / 3 and the others to s / 3 (Szegedy et al., CVPR 2016). */
function classTargets(classes: Targets['classes'], smoothing: number) {
  const shown = classes.flatMap((one) => threeClasses.map((name) => (one === name ? 1 - smoothing : 0) + smoothing / 3));
  const known = classes.map((one) => Number(one !== null));
  return { shown: tf.tensor2d(shown, [classes.length, threeClasses.length]), known: tf.tensor1d(known) };
}

/**
 * The loss that a run minimises, averaged over the batch: that of the image's label, `mapWeight` times that of the opacity map's cells, and `classWeight`
 * times that of the three classes.
 */
export function batchLoss({ logits, map, classes }: Outputs, targets: TargetTensors, settings: LossSettings): Scalar {
  return tf.tidy(() => {
    let loss: Tensor = imageLoss(logits, targets.labels, settings).mul(targets.weights).mean();
    if (map !== null && targets.map !== null) loss = loss.add(mapLoss(map, targets.map).mul(settings.mapWeight));
    if (classes !== null && targets.classes !== null) loss = loss.add(classLoss(classes, targets.classes).mul(settings.classWeight));
    return loss as Scalar;
  });
}

/** Cross-entropy of the three classes of the cases whose class is known, over the whole batch. */
function classLoss(classes: Tensor2D, { shown, known }: NonNullable<TargetTensors['classes']>): Tensor {
  return softmaxCrossEntropy(classes, shown).mul(known).mean();
}

/** Inversely as the class is frequent, and 1 on average over the training cases. */
function classWeight(positive: boolean, { classBalance }: LossSettings, positiveShare: number): number {
  return classBalance === 'weights' ? 1 / (2 * (positive ? positiveShare : 1 - positiveShare)) : 1;
}

/**
 * Cross-entropy of each case's label. Focal loss multiplies it by |label - probability| ** gamma, which for unsmoothed labels is Lin et al., ICCV 2017,
 * without their class weight.
 */
function imageLoss(logits: Tensor2D, labels: Tensor2D, { loss, focalGamma }: LossSettings): Tensor1D {
  // A single logit is that of two classes of which the other has 0.
  const both = logits.shape[1] === 2 ? logits : (tf.concat([tf.zerosLike(logits), logits], 1) as Tensor2D);
  const entropy = softmaxCrossEntropy(both, labels);
  if (loss === 'cross-entropy' || focalGamma === 0) return entropy;
  const probability = tf.sigmoid(positiveLogits(both));
  const miss = tf.slice(labels, [0, 1], [-1, 1]).reshape([-1]).sub(probability).abs();
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
function mapLoss(map: Tensor4D, { covered, taught }: NonNullable<TargetTensors['map']>): Scalar {
  const hits: Tensor = covered.mul(map.add(epsilon).log());
  const misses: Tensor = tf.sub(1, covered).mul(tf.sub(1 + epsilon, map).log());
  return hits.add(misses).mul(taught).mean().neg() as Scalar;
}
