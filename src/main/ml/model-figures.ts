import type { CardCalibration, Estimate, ModelFigures, OperatingPoint } from '../../shared/model-card';
import type { PictureStore } from '../dataset/picture-store';
import type { SquareBox, TrainerCase } from '../dataset/trainer-case';
import { valueRange } from '../preprocess/network-input';
import { areaUnderCurve, bootstrapInterval, expectedCalibrationError, type ScoredCase } from '../statistics/metrics';
import { measurePoints } from '../statistics/named-points';
import { calibrationErrorByChance, equalCountBins } from '../statistics/reliability';
import { figuresAt } from '../statistics/score-figures';
import type { BuiltNetwork } from './networks/build-network';
import type { Tensor, Tensor4D } from './tensorflow';
import { tf } from './tensorflow';
import { readBatch } from './validate';

const bootstrapDraws = 1_000;

/** Every figure of a model card at one threshold, of calibrated probabilities. @param cases of both classes */
export function modelFigures(name: string, cases: readonly ScoredCase[], threshold: number, pointingHit: number | null): ModelFigures {
  const interval = bootstrapInterval(cases, areaUnderCurve, bootstrapDraws, 1);
  const figures = figuresAt(cases, threshold);
  return {
    name,
    images: cases.length,
    positives: cases.filter((one) => one.positive).length,
    auc: rounded(figures.auc),
    aucLow: rounded(interval.low),
    aucHigh: rounded(interval.high),
    sensitivity: rounded(figures.sensitivity),
    specificity: rounded(figures.specificity),
    majorityAccuracy: rounded(figures.majorityAccuracy),
    accuracy: rounded(figures.accuracy),
    brier: rounded(figures.brier),
    expectedCalibrationError: rounded(figures.ece),
    pointingHit: pointingHit === null ? null : rounded(pointingHit),
  };
}

/** Operating points for a model card; their thresholds keep every digit. @param cases of both classes */
export function cardPoints(
  points: readonly Pick<OperatingPoint, 'name' | 'threshold'>[],
  cases: readonly ScoredCase[],
  measuredOn: string,
): readonly OperatingPoint[] {
  return measurePoints(points, cases, measuredOn).map((point) => ({
    ...point,
    sensitivity: roundedEstimate(point.sensitivity),
    specificity: roundedEstimate(point.specificity),
  }));
}

/** A model card's words on how far its probabilities mean what they say: bins of about equally many images, ten at most. */
export function cardCalibration(method: string, cases: readonly ScoredCase[], measuredOn: string): CardCalibration {
  return {
    method,
    measuredOn,
    expectedCalibrationError: rounded(expectedCalibrationError(cases)),
    errorByChance: rounded(calibrationErrorByChance(cases).mean),
    reliability: equalCountBins(cases).map(({ low, high, images, meanPredicted, observed }) => ({
      low: rounded(low),
      high: rounded(high),
      images,
      meanPredicted: rounded(meanPredicted),
      observed: roundedEstimate(observed),
    })),
  };
}

const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;

const roundedEstimate = ({ value, low, high }: Estimate): Estimate => ({ value: rounded(value), low: rounded(low), high: rounded(high) });

/**
 * Share of the cases with boxes whose opacity map is strongest inside one of them (the pointing game: Zhang et al., IJCV 2018), 0 to 1; null
 * where no case has a box, or the network no map.
 */
export function pointingHitOf(
  { network, hasMap, preprocessing }: BuiltNetwork,
  pictures: PictureStore,
  cases: readonly TrainerCase[],
  batchSize: number,
): number | null {
  const boxed = cases.filter((one) => one.boxes.length > 0);
  if (!hasMap || boxed.length === 0) return null;
  const { darkest, brightest } = valueRange(preprocessing);
  let hits = 0;
  for (let first = 0; first < boxed.length; first += batchSize) {
    const batch = boxed.slice(first, first + batchSize);
    const [maps, side] = tf.tidy(() => {
      const shape = [batch.length, pictures.size, pictures.size, 1] as [number, number, number, number];
      const bytes = tf.tensor4d(readBatch(pictures, batch).pictures, shape, 'int32');
      const [, map] = network.apply(bytes.mul((brightest - darkest) / 255).add(darkest), { training: false }) as [Tensor, Tensor4D];
      return [map.dataSync<'float32'>(), map.shape[1]] as const;
    });
    const cells = side * side;
    hits += batch.filter(({ boxes }, index) => isHit(maps.subarray(index * cells, (index + 1) * cells), side, boxes)).length;
  }
  return hits / boxed.length;
}

function isHit(map: Float32Array, side: number, boxes: readonly SquareBox[]): boolean {
  const strongest = map.reduce((best, value, cell) => (value > (map[best] ?? 0) ? cell : best), 0);
  const x = ((strongest % side) + 0.5) / side;
  const y = (Math.floor(strongest / side) + 0.5) / side;
  return boxes.some(({ left, top, right, bottom }) => x >= left && x <= right && y >= top && y <= bottom);
}
