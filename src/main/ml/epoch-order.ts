import type { TrainingSettings } from '../../shared/training';
import type { TrainerCase } from '../dataset/trainer-case';
import { type Random, seededRandom, shuffled } from '../statistics/random';

/**
 * An epoch's batches. The order follows from the seed and the epoch alone, so that a run that is resumed sees what an uninterrupted one
 * sees. An incomplete last batch is left out; fewer cases than a batch are one smaller batch.
 * @param epoch from 0
 */
export function epochBatches(
  cases: readonly TrainerCase[],
  { seed, batchSize, classBalance }: Pick<TrainingSettings, 'seed' | 'batchSize' | 'classBalance'>,
  epoch: number,
): readonly (readonly TrainerCase[])[] {
  const random = seededRandom(mixedSeed(seed, epoch));
  const order = classBalance === 'sampling' ? evenDraws(cases, random) : shuffled(cases, random);
  const size = Math.min(batchSize, order.length);
  return Array.from({ length: batchesAnEpoch(cases.length, batchSize) }, (_, index) => order.slice(index * size, (index + 1) * size));
}

/** Whole batches in so many cases; one where there are fewer than a batch. */
export function batchesAnEpoch(cases: number, batchSize: number): number {
  return Math.max(Math.floor(cases / batchSize), Math.min(cases, 1));
}

/** Neighbouring seeds and epochs give unrelated sequences: the two are stirred (finaliser of MurmurHash3, Appleby, public domain). */
function mixedSeed(seed: number, epoch: number): number {
  let mixed = (seed ^ Math.imul(epoch + 1, 0x9e3779b9)) >>> 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** As many draws as there are cases, each from either class with the same chance; a class is gone through whole before it begins again. */
function evenDraws(cases: readonly TrainerCase[], random: Random): readonly TrainerCase[] {
  const positives = endless(
    cases.filter((one) => one.positive),
    random,
  );
  const negatives = endless(
    cases.filter((one) => !one.positive),
    random,
  );
  return cases.map(() => (random() < 0.5 ? positives() : negatives()));
}

function endless(cases: readonly TrainerCase[], random: Random): () => TrainerCase {
  let waiting: TrainerCase[] = [];
  return () => {
    if (waiting.length === 0) waiting = shuffled(cases, random);
    const next = waiting.pop();
    if (next === undefined) throw new Error('a class without a case cannot be drawn from');
    return next;
  };
}
