/** A linear map of features, row-major kernel (count x count): whitened = features x kernel + bias. */
export interface Whitening {
  readonly kernel: Float32Array;
  readonly bias: Float32Array;
}

/** Added to each variance, as a share of the mean one: few pictures tell little of the narrowest directions. */
const shrinkage = 0.02;

/**
 * The map after which these features have mean zero and unit covariance: x (L^-1)^T - mean (L^-1)^T with covariance = L L^T (Cholesky). The squared
 * length of a whitened vector is its squared Mahalanobis distance.
 * @param rows vectors one after another, `count` numbers each
 */
export function whiteningOf(rows: Float32Array, count: number): Whitening {
  const vectors = rows.length / count;
  const mean = new Float64Array(count);
  rows.forEach((value, index) => (mean[index % count] = (mean[index % count] as number) + value / vectors));
  const covariance = Array.from({ length: count }, () => new Float64Array(count));
  for (let vector = 0; vector < vectors; vector += 1) {
    const centred = mean.map((middle, index) => (rows[vector * count + index] as number) - middle);
    for (const [one, row] of covariance.entries())
      centred.forEach((value, other) => (row[other] = (row[other] as number) + ((centred[one] as number) * value) / vectors));
  }
  const meanVariance = covariance.reduce((sum, row, index) => sum + (row[index] as number) / count, 0);
  covariance.forEach((row, index) => (row[index] = (row[index] as number) + shrinkage * meanVariance));
  return toWhitening(inverseOfLower(cholesky(covariance)), mean);
}

/** The lower triangle L of a positive definite matrix L L^T. */
function cholesky(matrix: readonly Float64Array[]): Float64Array[] {
  const lower = matrix.map((row) => new Float64Array(row.length));
  for (const [i, row] of lower.entries()) {
    for (let j = 0; j <= i; j += 1) {
      let rest = matrix[i]?.[j] as number;
      for (let k = 0; k < j; k += 1) rest -= (row[k] as number) * (lower[j]?.[k] as number);
      row[j] = i === j ? Math.sqrt(rest) : rest / (lower[j]?.[j] as number);
    }
  }
  return lower;
}

function inverseOfLower(lower: readonly Float64Array[]): Float64Array[] {
  const inverse = lower.map((row) => new Float64Array(row.length));
  for (const [i, row] of lower.entries()) {
    for (let j = 0; j <= i; j += 1) {
      let rest = i === j ? 1 : 0;
      for (let k = j; k < i; k += 1) rest -= (row[k] as number) * (inverse[k]?.[j] as number);
      (inverse[i] as Float64Array)[j] = rest / (row[i] as number);
    }
  }
  return inverse;
}

function toWhitening(inverse: readonly Float64Array[], mean: Float64Array): Whitening {
  const count = mean.length;
  const kernel = new Float32Array(count * count);
  const bias = new Float32Array(count);
  for (const [output, row] of inverse.entries()) {
    for (const [input, value] of row.entries()) kernel[input * count + output] = value;
    bias[output] = 0 - row.reduce((sum, value, input) => sum + value * (mean[input] as number), 0);
  }
  return { kernel, bias };
}
