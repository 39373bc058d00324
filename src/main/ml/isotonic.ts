import type { LabelledLogit } from './calibrate';

/** A calibration without a formula: probabilities at logits in rising order, straight lines between them, level outside. */
export interface IsotonicCalibration {
  readonly logits: readonly number[];
  /** 0 to 1, never falling. */
  readonly probabilities: readonly number[];
}

interface Block {
  readonly logitSum: number;
  readonly positives: number;
  readonly count: number;
}

/**
 * The never falling probabilities under which the labels are likeliest, by pooling adjacent violators (Ayer et al., Annals of Mathematical
 * Statistics 1955;26:641-647; Zadrozny and Elkan, KDD 2002). A block of pooled cases stands at its mean logit. Probabilities stay within
 * Platt's regularised targets, so that none is certain.
 * @param cases at least one
 */
export function calibrateIsotonic(cases: readonly LabelledLogit[]): IsotonicCalibration {
  const positives = cases.filter((one) => one.positive).length;
  const [lowest, highest] = [1 / (cases.length - positives + 2), (positives + 1) / (positives + 2)];
  const pooled: Block[] = [];
  for (const block of equalLogits(cases)) {
    let last = block;
    for (let before = pooled.at(-1); before !== undefined && shareOf(before) >= shareOf(last); before = pooled.at(-1)) {
      pooled.pop();
      last = joined(before, last);
    }
    pooled.push(last);
  }
  return {
    logits: pooled.map(({ logitSum, count }) => logitSum / count),
    probabilities: pooled.map((block) => Math.min(highest, Math.max(lowest, shareOf(block)))),
  };
}

/** The probability of a logit. */
export function isotonicProbability({ logits, probabilities }: IsotonicCalibration, logit: number): number {
  const above = logits.findIndex((knot) => knot >= logit);
  if (above < 0) return probabilities.at(-1) ?? NaN;
  const [right = NaN, left = NaN] = [logits[above], logits[above - 1]];
  const [high = NaN, low = NaN] = [probabilities[above], probabilities[above - 1]];
  return above === 0 ? high : low + ((high - low) * (logit - left)) / (right - left);
}

function equalLogits(cases: readonly LabelledLogit[]): readonly Block[] {
  const blocks = new Map<number, Block>();
  for (const { logit, positive } of cases) {
    const one: Block = { logitSum: logit, positives: Number(positive), count: 1 };
    const known = blocks.get(logit);
    blocks.set(logit, known === undefined ? one : joined(known, one));
  }
  return [...blocks].sort(([one], [other]) => one - other).map(([, block]) => block);
}

const shareOf = ({ positives, count }: Block): number => positives / count;

const joined = (one: Block, other: Block): Block => ({
  logitSum: one.logitSum + other.logitSum,
  positives: one.positives + other.positives,
  count: one.count + other.count,
});
