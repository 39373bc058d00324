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

/**
 * The slope and offset under which the logits give the likeliest labels (Platt 1999, with his regularised targets), found by Newton's
 * method. Order is kept where the slope is positive, so AUC does not change.
 */
export function calibrate(cases: readonly LabelledLogit[]): Calibration {
  const positives = cases.filter((one) => one.positive).length;
  const high = (positives + 1) / (positives + 2);
  const low = 1 / (cases.length - positives + 2);
  let [slope, offset] = [1, 0];
  for (let step = 0; step < 50; step += 1) {
    let [g0, g1, h00, h01, h11] = [0, 0, 1e-9, 0, 1e-9];
    for (const { logit, positive } of cases) {
      const probability = 1 / (1 + Math.exp(-(slope * logit + offset)));
      const [miss, spread] = [probability - (positive ? high : low), probability * (1 - probability)];
      [g0, g1] = [g0 + miss * logit, g1 + miss];
      [h00, h01, h11] = [h00 + spread * logit * logit, h01 + spread * logit, h11 + spread];
    }
    const determinant = h00 * h11 - h01 * h01;
    slope -= (h11 * g0 - h01 * g1) / determinant;
    offset -= (h00 * g1 - h01 * g0) / determinant;
  }
  return { slope, offset };
}
