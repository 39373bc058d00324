import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { createImageWorkers } from '../../src/main/image-workers/image-workers';
import { createThumbnailMaker, type ThumbnailMaker } from '../../src/main/services/thumbnails';
import type { Database } from '../../src/main/store/database';
import { originalPath, thumbnailPath } from '../../src/main/store/image-files';
import { recordImages, showInstance } from '../../src/main/store/studies';
import { instancesWithoutThumbnail } from '../../src/main/store/thumbnails';
import { emptyHistory, failureOfPromise, temporaryFolder } from '../store/builders';
import { buildEntry } from '../support/built-entry';
import { radiograph } from '../support/radiographs';

let worker: Awaited<ReturnType<typeof buildEntry>>;
beforeAll(async () => {
  worker = await buildEntry('src/main/image-workers/image-worker.ts');
});
afterAll(() => worker.remove());

interface Bench {
  readonly db: Database;
  readonly store: string;
  readonly thumbnails: ThumbnailMaker;
}

/** A history with radiographs 1 to 3, none of which has a thumbnail yet. */
async function threeImages(): Promise<Bench> {
  const folder = temporaryFolder();
  const store = join(folder, 'store');
  const db = emptyHistory();
  const workers = createImageWorkers({ workerFile: worker.entry, count: 1 });
  onTestFinished(() => workers.close());
  for (const n of [1, 2, 3]) {
    const file = join(folder, `${String(n)}.dcm`);
    writeFileSync(file, radiograph(n));
    recordImages(db, [await workers.take(file, store)], n);
  }
  return { db, store, thumbnails: createThumbnailMaker({ db, workers, storeFolder: store }) };
}

const pngSignature = [0x89, 0x50, 0x4e, 0x47];

test('thumbnails are made in the background, and after a restart those that are missing', async () => {
  const { db, thumbnails } = await threeImages();
  thumbnails.makeLater([2]);
  await thumbnails.settled();
  expect(instancesWithoutThumbnail(db)).toEqual([3, 1]);
  thumbnails.resume();
  await thumbnails.settled();
  expect(instancesWithoutThumbnail(db)).toEqual([]);
  expect([...((await thumbnails.read(3)) ?? [])].slice(0, 4)).toEqual(pngSignature);
});

test('a thumbnail that is asked for before it was made, or that was deleted, is made then', async () => {
  const { db, store, thumbnails } = await threeImages();
  const first = await thumbnails.read(1);
  rmSync(thumbnailPath(store, showInstance(db, 1).sha256));
  expect(await thumbnails.read(1)).toEqual(first);
  expect(instancesWithoutThumbnail(db)).toEqual([3, 2]);
});

test('an image that cannot be decoded has none, and the others are made', async () => {
  const { db, store, thumbnails } = await threeImages();
  writeFileSync(originalPath(store, showInstance(db, 2).sha256), radiograph(2).subarray(0, 1500));
  thumbnails.resume();
  await thumbnails.settled();
  expect(instancesWithoutThumbnail(db)).toEqual([]);
  expect((await Promise.all([1, 2, 3].map((id) => thumbnails.read(id)))).map((png) => png !== null)).toEqual([true, false, true]);
});

test('closing drops what waits, which the next start finds', async () => {
  const { db, thumbnails } = await threeImages();
  thumbnails.resume();
  await thumbnails.close();
  expect(instancesWithoutThumbnail(db)).toEqual([2, 1]);
});

test('a thumbnail of an image that is not in the history is refused', async () => {
  const { thumbnails } = await threeImages();
  expect((await failureOfPromise(thumbnails.read(9)))?.code).toBe('not-in-history');
});
