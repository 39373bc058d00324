import { probabilityOf } from '../statistics/probability';

/** A logit and whether the image was positive. */
export interface LabelledLogit {
  readonly logit: number;
  readonly positive: boolean;
}

/** calibrated logit = slope x logit + offset */
export interface Calibration {
  readonly slope: number;
  readonly offset: number;
}

/** Leaves logits as they are. */
export const uncalibrated: Calibration = { slope: 1, offset: 0 };

/**
 * The slope and offset under which the logits give the likeliest labels (Platt 1999, with his regularised targets), found by Newton's
 * method with shorter steps where a whole one would not better the likelihood, without which logits far from zero lead astray (Lin, Lin and
 * Weng, Machine Learning 2007;68:267-276). Order is kept where the slope is positive, so AUC does not change.
 */
export function calibrate(cases: readonly LabelledLogit[]): Calibration {
  const positives = cases.filter((one) => one.positive).length;
  const high = (positives + 1) / (positives + 2);
  const low = 1 / (cases.length - positives + 2);
  let found = uncalibrated;
  for (let step = 0; step < 100; step += 1) {
    let [g0, g1, h00, h01, h11] = [0, 0, 1e-9, 0, 1e-9];
    for (const { logit, positive } of cases) {
      const probability = probabilityOf(found.slope * logit + found.offset);
      const [miss, spread] = [probability - (positive ? high : low), probability * (1 - probability)];
      [g0, g1] = [g0 + miss * logit, g1 + miss];
      [h00, h01, h11] = [h00 + spread * logit * logit, h01 + spread * logit, h11 + spread];
    }
    const determinant = h00 * h11 - h01 * h01;
    const whole = { slope: -(h11 * g0 - h01 * g1) / determinant, offset: -(h00 * g1 - h01 * g0) / determinant };
    const before = unlikelihood(cases, found, high, low);
    const share = shares.find((one) => unlikelihood(cases, moved(found, whole, one), high, low) < before);
    if (share === undefined) break;
    found = moved(found, whole, share);
  }
  return found;
}

/** 1, a half, a quarter and so on. */
const shares = Array.from({ length: 40 }, (_, halvings) => 2 ** -halvings);

function moved({ slope, offset }: Calibration, by: Calibration, share: number): Calibration {
  return { slope: slope + share * by.slope, offset: offset + share * by.offset };
}

/** Negative logarithm of the targets' likelihood, without overflow: log(1 + e^-x) + (1 - target) x. */
function unlikelihood(cases: readonly LabelledLogit[], { slope, offset }: Calibration, high: number, low: number): number {
  return cases.reduce((sum, { logit, positive }) => {
    const x = slope * logit + offset;
    return sum + Math.max(-x, 0) + Math.log1p(Math.exp(-Math.abs(x))) + (1 - (positive ? high : low)) * x;
  }, 0);
}
