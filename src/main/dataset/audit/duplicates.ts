import type { DatasetCase } from '../dataset-case';
import { hashBits } from '../perceptual-hash';

/** Groups of cases with the same bytes. */
export function duplicates(cases: readonly DatasetCase[]): readonly (readonly DatasetCase[])[] {
  return groupsOf(cases, (one) => one.sha256);
}

/**
 * Pictures whose hashes differ in no more bits than this look alike. Measured on radiographs that two sources of the same set had resized and
 * compressed each in its own way: all 298 pairs differed in 10 bits or fewer, and no two of 4.8 million pairs of strangers in fewer than 26.
 */
export const nearDistance = 12;
/** One band more than bits may differ: two such hashes agree in one band at least, and only those that do are compared. */
const bands = nearDistance + 1;

/** Groups of cases that look alike, copies of the same bytes counted as one. Two that are alike to a third are in one group with it. */
export function nearDuplicates(cases: readonly DatasetCase[]): readonly (readonly DatasetCase[])[] {
  const different = [...new Map(cases.map((one) => [one.sha256, one])).values()];
  const hashes = different.map((one) => wordsOf(one.perceptualHash));
  const parents = different.map((_, index) => index);
  for (let band = 0; band < bands; band += 1) {
    const [start, end] = [Math.floor((band * hashBits) / bands), Math.floor(((band + 1) * hashBits) / bands)];
    const buckets = new Map<number, number[]>();
    hashes.forEach((hash, index) => {
      const key = bitsOf(hash, start, end);
      const bucket = buckets.get(key);
      if (bucket === undefined) buckets.set(key, [index]);
      else bucket.push(index);
    });
    for (const bucket of buckets.values()) joinAlike(bucket, hashes, parents);
  }
  const rootOf = new Map(different.map((one, index) => [one, find(parents, index)]));
  return groupsOf(different, (one) => String(rootOf.get(one)));
}

function wordsOf(hash: string): Uint32Array {
  return Uint32Array.from({ length: hashBits / 32 }, (_, word) => Number.parseInt(hash.slice(word * 8, word * 8 + 8), 16));
}

/** Bits `start` to `end` - 1 of a hash as a number; up to 31 of them. */
function bitsOf(hash: Uint32Array, start: number, end: number): number {
  let bits = 0;
  for (let bit = start; bit < end; bit += 1) bits = (bits << 1) | (((hash[bit >> 5] as number) >>> (31 - (bit & 31))) & 1);
  return bits;
}

function joinAlike(bucket: readonly number[], hashes: readonly Uint32Array[], parents: number[]): void {
  for (let position = 0; position < bucket.length; position += 1) {
    const one = bucket[position] as number;
    for (let next = position + 1; next < bucket.length; next += 1) {
      const other = bucket[next] as number;
      if (bitsDiffering(hashes[one] as Uint32Array, hashes[other] as Uint32Array) <= nearDistance) {
        parents[find(parents, one)] = find(parents, other);
      }
    }
  }
}

function find(parents: number[], index: number): number {
  let at = index;
  while (parents[at] !== at) at = parents[at] = parents[parents[at] as number] as number;
  return at;
}

/** Hamming distance, counted no further than past nearDistance. */
function bitsDiffering(one: Uint32Array, other: Uint32Array): number {
  let count = 0;
  for (let word = 0; word < one.length && count <= nearDistance; word += 1) {
    let rest = (one[word] as number) ^ (other[word] as number);
    // Counts the bits of a word pairwise, in fours and in bytes (Warren, Hacker's Delight, section 5-1).
    rest -= (rest >>> 1) & 0x55555555;
    rest = (rest & 0x33333333) + ((rest >>> 2) & 0x33333333);
    count += Math.imul((rest + (rest >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
  }
  return count;
}

function groupsOf(cases: readonly DatasetCase[], keyOf: (one: DatasetCase) => string): readonly (readonly DatasetCase[])[] {
  const groups = new Map<string, DatasetCase[]>();
  for (const one of cases) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}
