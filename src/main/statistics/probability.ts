/** The probability, 0 to 1, that a logit stands for: the logistic function. */
export function probabilityOf(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}
