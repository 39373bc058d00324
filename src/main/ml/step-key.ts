import { type Random, seededRandom } from '../statistics/random';

/** Decides every random number of a step (augmentation, dropout): the same key gives the same numbers in any process. */
export interface StepKey {
  readonly seed: number;
  readonly epoch: number;
  readonly step: number;
}

/** Two whole numbers of 32 bits, signed, that a generator starts from. */
export type GeneratorKey = readonly [number, number];

/**
 * A key for one of a step's uses of random numbers. No generator's state is kept between steps, so that none has to be stored: a resumed
 * run draws what an uninterrupted one draws.
 */
export function keyOf({ seed, epoch, step }: StepKey, use: string): GeneratorKey {
  const parts = [seed, epoch, step, ...Buffer.from(use)];
  return [mixed(parts, 0x9747b28c), mixed(parts, 0x1b873593)];
}

/** A generator in JavaScript for one of a step's uses. */
export function randomOf(key: StepKey, use: string): Random {
  return seededRandom(keyOf(key, use)[0]);
}

/** MurmurHash3 of whole numbers (Austin Appleby, public domain): 32 bits, signed. */
function mixed(parts: readonly number[], start: number): number {
  let hash = start;
  for (const part of parts) {
    let block = Math.imul(part, 0xcc9e2d51);
    block = Math.imul((block << 15) | (block >>> 17), 0x1b873593);
    hash ^= block;
    hash = (Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64) | 0;
  }
  hash ^= parts.length * 4;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
