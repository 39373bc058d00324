/**
 * A probability beside the threshold it is compared with, with as many decimals (2 to 6) as it takes
 * for the two figures to differ when the values do: 0.418 is never printed as '0.42, below 0.42'.
 */
export function formatAgainst(probability: number, threshold: number): { probability: string; threshold: string } {
  const decimals = [2, 3, 4, 5, 6].find((places) => probability.toFixed(places) !== threshold.toFixed(places)) ?? 6;
  const shown = probability === threshold ? 2 : decimals;
  return { probability: probability.toFixed(shown), threshold: threshold.toFixed(shown) };
}
