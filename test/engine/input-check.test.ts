import { tmpdir } from 'node:os';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEngineClient, type EngineClient } from '../../src/main/engine/engine-client';
import { startEngine } from '../../src/main/engine/start-engine';
import { pictureFormOf, toNetworkInput } from '../../src/main/preprocess/network-input';
import { type QuarterTurns, turnCells, turnedSize } from '../../src/main/preprocess/turns';
import type { GreyImage } from '../../src/shared/image';
import { buildEntry } from '../support/built-entry';
import { chestPicture } from '../support/chest-picture';
import { greyRamp } from '../support/pictures';
import { smallCard, writeSmallModel } from '../support/small-model';

// The check that comes along, in the real engine, on bundled radiographs and on what is made of them; the scoring network has random weights.

let built: Awaited<ReturnType<typeof buildEntry>>;
let folder: string;
let modelFolder: string;
let engine: EngineClient;
let chest: GreyImage;

beforeAll(async () => {
  built = await buildEntry('src/main/engine/engine-process.ts');
  folder = await mkdtemp(join(tmpdir(), 'pneumoscope-input-check-'));
  modelFolder = await writeSmallModel(folder, { ...smallCard, threshold: 0 });
  engine = createEngineClient({
    start: () => startEngine(built.entry, 'resources/input-check'),
    idleMilliseconds: 60_000,
    onState: () => undefined,
  });
  chest = await chestPicture(160, 200);
});
afterAll(async () => {
  await engine.close();
  await built.remove();
  await rm(folder, { recursive: true });
});

const predict = (image: GreyImage) => engine.predict(toNetworkInput(image, pictureFormOf(smallCard)), modelFolder);

function stored(image: GreyImage, isInverted: boolean, turns: QuarterTurns): GreyImage {
  const turned = Uint8Array.from(turnCells(Float32Array.from(image.values), image, turns));
  return { ...turnedSize(image, turns), values: isInverted ? turned.map((value) => 255 - value) : turned };
}

test.each([0, 1, 2])('bundled radiograph %i is scored as it is', async (sample) => {
  expect((await predict(await chestPicture(512, 512, sample))).corrections).toEqual([]);
});

test.each([
  [true, 0, ['inverted']],
  [false, 1, ['rotated-90']],
  [false, 2, ['rotated-180']],
  [false, 3, ['rotated-270']],
  [true, 1, ['inverted', 'rotated-90']],
] as const)(
  'stored inverted: %s, turned by %i quarters, it is scored as the upright picture is',
  async (isInverted, turns, corrections) => {
    const upright = await predict(chest);
    const wrong = stored(chest, isInverted, turns);
    const answer = await predict(wrong);
    expect({ corrections: answer.corrections, score: answer.probability.toFixed(3), region: answer.heatmap.region }).toEqual({
      corrections,
      score: upright.probability.toFixed(3),
      // The square of 200 around the picture as it is stored: 160 x 200, or 200 x 160.
      region: turns % 2 === 0 ? { x: -20, y: 0, width: 200, height: 200 } : { x: 0, y: -20, width: 200, height: 200 },
    });
  },
);

/** Part of a picture. */
function crop({ width, values }: GreyImage, left: number, top: number, right: number, bottom: number): GreyImage {
  const rows = Array.from({ length: bottom - top }, (_, row) => values.subarray((top + row) * width + left, (top + row) * width + right));
  return { width: right - left, height: bottom - top, values: Uint8Array.from(rows.flatMap((row) => [...row])) };
}

const wrongPictures: readonly [string, () => GreyImage | Promise<GreyImage>][] = [
  ['a blank', () => ({ width: 200, height: 200, values: new Uint8Array(200 * 200).fill(90) })],
  ['a ramp', () => greyRamp(200, 200)],
  ['noise', () => ({ width: 200, height: 200, values: Uint8Array.from({ length: 200 * 200 }, (_, n) => (n * n * 7919) % 251) })],
  ['a corner of a chest', async () => crop(await chestPicture(512, 512), 0, 0, 200, 200)],
  ['the left half of a chest', async () => crop(await chestPicture(512, 512), 0, 0, 230, 512)],
];

test.each(wrongPictures)('%s is refused', async (_, picture) => {
  await expect(Promise.resolve(picture()).then(predict)).rejects.toMatchObject({ failure: { code: 'not-frontal-chest' } });
});
