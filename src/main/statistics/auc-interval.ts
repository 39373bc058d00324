import type { Interval } from './metrics';
import { normal95 } from './wilson';

/** Halvings of an interval of width 1: far beyond what a figure is printed with. */
const halvings = 50;

/**
 * 95 % interval of an area under the ROC curve: those areas from which the one found is less than 1.96 standard errors away, by the
 * Hanley-McNeil variance with both sample sizes at their mean (Newcombe, Statistics in Medicine 2006;25:559-573, method 5). Never outside
 * 0 to 1, and not of width 0 where the classes are parted without a fault, however few the images are. Takes images as independent.
 * @param auc 0 to 1
 * @param positives at least 1
 * @param negatives at least 1
 */
export function aucInterval(auc: number, positives: number, negatives: number): Interval {
  const others = (positives + negatives) / 2 - 1;
  const variance = (area: number): number =>
    (area * (1 - area) * (1 + (others * (1 - area)) / (2 - area) + (others * area) / (1 + area))) / (positives * negatives);
  const isFar = (area: number): boolean => Math.abs(auc - area) > normal95 * Math.sqrt(variance(area));
  return { low: edge(0, auc, isFar), high: edge(1, auc, isFar) };
}

/** Where, on the way from `outside` to `inside`, the areas cease to be far. */
function edge(outside: number, inside: number, isFar: (area: number) => boolean): number {
  if (outside === inside) return inside;
  let [far, near] = [outside, inside];
  for (let step = 0; step < halvings; step += 1) {
    const middle = (far + near) / 2;
    if (isFar(middle)) far = middle;
    else near = middle;
  }
  return near;
}
