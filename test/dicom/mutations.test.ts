import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { decodePixels } from '../../src/main/dicom/decode-pixels';
import { describeImage } from '../../src/main/dicom/describe-image';
import { toGreyImage } from '../../src/main/dicom/grey-levels';
import { ExpectedFailure } from '../../src/shared/failure';
import { fixture, fixturesFolder } from './fixtures';

const mutantsPerFile = 12;
const timeLimitMilliseconds = 10_000;

/** Numbers from 0 to below 1, the same in every run (mulberry32). */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A few bytes changed, a stretch removed, or the end cut off. */
function mutated(bytes: Uint8Array, random: () => number): Uint8Array {
  const place = (): number => Math.floor(random() * bytes.length);
  const kind = random();
  if (kind < 0.15) return bytes.slice(0, place());
  if (kind < 0.3) {
    const at = place();
    return Uint8Array.from([...bytes.subarray(0, at), ...bytes.subarray(at + Math.ceil(random() * 64))]);
  }
  const copy = bytes.slice();
  // Half of the changes hit the header, where they do the most harm.
  const reach = random() < 0.5 ? Math.min(2000, copy.length) : copy.length;
  for (let change = 0; change < 1 + random() * 8; change += 1) copy[Math.floor(random() * reach)] = Math.floor(random() * 256);
  return copy;
}

test('mutated files end in a picture or in a failure with its reason, and soon', { timeout: 300_000 }, async () => {
  const names = readdirSync(path.join(fixturesFolder, 'dicom')).filter((name) => name.endsWith('.dcm'));
  const random = seededRandom(20_261_123);
  const outcomes = new Map<string, number>();
  const wrong: string[] = [];
  for (const name of names) {
    const bytes = fixture(`dicom/${name}`);
    for (let mutant = 0; mutant < mutantsPerFile; mutant += 1) {
      const file = mutated(bytes, random);
      const begun = performance.now();
      const outcome = await outcomeOf(file);
      const milliseconds = performance.now() - begun;
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      if (outcome.startsWith('bug') || milliseconds > timeLimitMilliseconds)
        wrong.push(`${name} mutant ${mutant}: ${outcome} after ${milliseconds} ms`);
    }
  }
  console.log('mutants:', Object.fromEntries([...outcomes].sort()));
  expect(wrong).toEqual([]);
});

async function outcomeOf(bytes: Uint8Array): Promise<string> {
  try {
    describeImage(bytes, 'x');
    const image = toGreyImage(await decodePixels(bytes, 'x'));
    return image.values.length === image.width * image.height ? 'picture' : 'bug: a picture of the wrong size';
  } catch (error) {
    if (error instanceof ExpectedFailure) return error.failure.code;
    return `bug: ${error instanceof Error ? error.stack : String(error)}`;
  }
}
