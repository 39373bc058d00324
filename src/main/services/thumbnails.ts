import { readFile } from 'node:fs/promises';
import { type FailureCode, toFailure } from '../../shared/failure';
import type { Database } from '../store/database';
import { originalPath, thumbnailPath, writeThumbnail } from '../store/image-files';
import { showInstance } from '../store/studies';
import { instancesWithoutThumbnail, recordThumbnail } from '../store/thumbnails';

export interface ThumbnailParts {
  readonly db: Database;
  readonly workers: { thumbnail(path: string, file: string): Promise<Uint8Array> };
  readonly storeFolder: string;
}

export interface ThumbnailMaker {
  /** Makes the thumbnails of these images in the background, one at a time, in this order. */
  makeLater(instanceIds: readonly number[]): void;
  /** Goes on with all that an earlier start left undone, newest first. */
  resume(): void;
  /** A PNG, longest side 96 pixels, made now where it was not yet; null for an image that has no picture. Throws 'not-in-history'. */
  read(instanceId: number): Promise<Uint8Array | null>;
  /** Resolves when nothing waits. */
  settled(): Promise<void>;
  /** Drops what waits; resolves when what runs has ended. */
  close(): Promise<void>;
}

/** Failures of the moment: the next start tries again. Any other says that the image has no thumbnail. */
const passing: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'cancelled',
  'disk-full',
  'read-only',
  'not-found',
  'database-locked',
  'database-gone',
  'unexpected',
]);

/** Keeps a small picture of every image, for the list. They can be made again at any time; only the list waits for them. */
export function createThumbnailMaker({ db, workers, storeFolder }: ThumbnailParts): ThumbnailMaker {
  const waiting: number[] = [];
  let working: Promise<void> | null = null;

  async function make(instanceId: number): Promise<Uint8Array | null> {
    const { sha256, originalName } = showInstance(db, instanceId);
    try {
      const png = await workers.thumbnail(originalPath(storeFolder, sha256), originalName);
      if (!db.readonly) await keep(instanceId, sha256, png);
      return png;
    } catch (error) {
      const isPassing = passing.has(toFailure(error).code);
      if (!isPassing && !db.readonly) recordThumbnail(db, instanceId, 'none');
      return null;
    }
  }

  async function keep(instanceId: number, sha256: string, png: Uint8Array): Promise<void> {
    await writeThumbnail(storeFolder, sha256, png);
    recordThumbnail(db, instanceId, 'ready');
  }

  async function workThrough(): Promise<void> {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await make(next).catch(() => null);
    working = null;
  }

  function makeLater(instanceIds: readonly number[]): void {
    waiting.push(...instanceIds);
    if (waiting.length > 0) working ??= workThrough();
  }

  return {
    makeLater,
    resume: () => makeLater(instancesWithoutThumbnail(db)),
    read: async (instanceId) => {
      const { sha256 } = showInstance(db, instanceId);
      return (await readFile(thumbnailPath(storeFolder, sha256)).catch(() => null)) ?? make(instanceId);
    },
    settled: async () => working ?? undefined,
    close: async () => {
      waiting.length = 0;
      await working;
    },
  };
}
