import type { Estimate } from '../../shared/model-card';
import type { Interval } from './metrics';

/** The normal distribution's 97.5th percentile. */
export const normal95 = 1.959963984540054;

/**
 * 95 % interval of a share by its score (Wilson, Journal of the American Statistical Association 1927;22:209-212): never outside 0 to 1, and
 * not of width 0 where every trial came out alike. 0 to 1 without a trial.
 */
export function wilsonInterval(successes: number, trials: number): Interval {
  if (trials === 0) return { low: 0, high: 1 };
  const [share, squared] = [successes / trials, normal95 ** 2];
  const centre = (share + squared / (2 * trials)) / (1 + squared / trials);
  const reach = (normal95 / (1 + squared / trials)) * Math.sqrt((share * (1 - share)) / trials + squared / (4 * trials ** 2));
  return { low: Math.max(0, centre - reach), high: Math.min(1, centre + reach) };
}

/** A share with its 95 % interval (Wilson). NaN without a trial. */
export function estimateShare(successes: number, trials: number): Estimate {
  return { value: successes / trials, ...wilsonInterval(successes, trials) };
}
