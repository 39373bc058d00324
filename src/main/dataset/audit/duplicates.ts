import type { DatasetCase } from '../dataset-case';

/** Groups of cases with the same bytes. */
export function duplicates(cases: readonly DatasetCase[]): readonly (readonly DatasetCase[])[] {
  return groupsOf(cases, (one) => one.sha256);
}

/** Pictures whose hashes differ in no more bits than this look alike; docs/training.md tells how often it is wrong. */
export const nearDistance = 3;
/** One band more than bits may differ: two such hashes agree in one band at least, and only those that do are compared. */
const bands = nearDistance + 1;
const bandBits = BigInt(64 / bands);
/** A band shared by more cases than this says nothing: a picture without contrast hashes to zeros. */
const largestBucket = 2_000;

/** Groups of cases that look alike, copies of the same bytes counted as one. Two alike to a third are one group with it. */
export function nearDuplicates(cases: readonly DatasetCase[]): readonly (readonly DatasetCase[])[] {
  const different = [...new Map(cases.map((one) => [one.sha256, one])).values()];
  const hashes = different.map((one) => BigInt(`0x${one.perceptualHash}`));
  const parents = different.map((_, index) => index);
  for (let band = 0; band < bands; band += 1) {
    const shift = BigInt(band) * bandBits;
    const buckets = new Map<bigint, number[]>();
    hashes.forEach((hash, index) => {
      const key = (hash >> shift) & ((1n << bandBits) - 1n);
      const bucket = buckets.get(key);
      if (bucket === undefined) buckets.set(key, [index]);
      else bucket.push(index);
    });
    for (const bucket of buckets.values()) if (bucket.length <= largestBucket) joinAlike(bucket, hashes, parents);
  }
  const rootOf = new Map(different.map((one, index) => [one, find(parents, index)]));
  return groupsOf(different, (one) => String(rootOf.get(one)));
}

function joinAlike(bucket: readonly number[], hashes: readonly bigint[], parents: number[]): void {
  bucket.forEach((one, position) => {
    for (let next = position + 1; next < bucket.length; next += 1) {
      const other = bucket[next] as number;
      if (bitsDiffering(hashes[one] as bigint, hashes[other] as bigint) <= nearDistance) parents[find(parents, one)] = find(parents, other);
    }
  });
}

function find(parents: number[], index: number): number {
  let at = index;
  while (parents[at] !== at) at = parents[at] = parents[parents[at] as number] as number;
  return at;
}

/** Hamming distance of two 64-bit numbers. */
export function bitsDiffering(one: bigint, other: bigint): number {
  let count = 0;
  for (let rest = one ^ other; rest !== 0n; rest &= rest - 1n) count += 1;
  return count;
}

function groupsOf(cases: readonly DatasetCase[], keyOf: (one: DatasetCase) => string): readonly (readonly DatasetCase[])[] {
  const groups = new Map<string, DatasetCase[]>();
  for (const one of cases) {
    const group = groups.get(keyOf(one));
    if (group === undefined) groups.set(keyOf(one), [one]);
    else group.push(one);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}
