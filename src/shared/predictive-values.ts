/** What a result means for the one patient, where a known share of those examined has the disease. */
export interface PredictiveValues {
  /** The share of those called positive that have it, 0 to 1; null where nobody is called positive. */
  readonly positive: number | null;
  /** The share of those called negative that do not have it, 0 to 1; null where nobody is called negative. */
  readonly negative: number | null;
}

/** The share of positives in the RSNA Pneumonia Detection Challenge's training images: 6,012 of 26,684 (Shih et al. 2019), rounded up. */
export const challengePrevalence = 0.226;

/**
 * Predictive values by Bayes' rule (Altman and Bland, BMJ 1994;309:102). Sensitivity and specificity are taken to be the same at any
 * prevalence, which they are only where the patients are alike. All arguments 0 to 1.
 */
export function predictiveValues(sensitivity: number, specificity: number, prevalence: number): PredictiveValues {
  const [truePositives, falsePositives] = [sensitivity * prevalence, (1 - specificity) * (1 - prevalence)];
  const [trueNegatives, falseNegatives] = [specificity * (1 - prevalence), (1 - sensitivity) * prevalence];
  const share = (right: number, wrong: number): number | null => (right + wrong === 0 ? null : right / (right + wrong));
  return { positive: share(truePositives, falsePositives), negative: share(trueNegatives, falseNegatives) };
}
