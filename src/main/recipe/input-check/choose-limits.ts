import type { CheckLimits, Look } from '../../ml/input-check/input-check';

/** Shares of right pictures that each limit may refuse. */
const lostToUpright = 0.008;
const lostToDistance = 0.004;
const lostToSymmetry = 0.006;
/** Setting a right picture wrong is worse than refusing one that is stored wrong. */
const leastSureOfMistake = 0.9;

/** The strictest limits that keep nearly all right pictures of patients that the network was not trained on. */
export function chooseLimits(right: readonly Look[]): CheckLimits {
  const upright = right.map(({ probabilities }) => probabilities[0] as number).sort((a, b) => a - b);
  const distances = right.map(({ distance }) => distance).sort((a, b) => b - a);
  const symmetries = right.map(({ symmetry }) => symmetry).sort((a, b) => a - b);
  return {
    leastUpright: Math.min(0.9, upright[Math.floor(lostToUpright * right.length)] ?? 0.5),
    leastSureOfMistake,
    greatestDistance: distances[Math.floor(lostToDistance * right.length)] ?? Infinity,
    leastSymmetry: symmetries[Math.floor(lostToSymmetry * right.length)] ?? -1,
  };
}
