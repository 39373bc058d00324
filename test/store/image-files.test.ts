import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { originalPath, sweepTemporaryFiles, thumbnailPath, writeOriginal, writeThumbnail } from '../../src/main/store/image-files';
import { ExpectedFailure } from '../../src/shared/failure';
import { testWhere } from '../support/test-where';

const bytes = Uint8Array.from({ length: 1000 }, (_, index) => index);
const sha256 = createHash('sha256').update(bytes).digest('hex');
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'pneumoscope-store-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

const allFiles = (place: string): string[] =>
  readdirSync(place, { recursive: true, withFileTypes: true }).flatMap((entry) => (entry.isFile() ? [entry.name] : []));

async function codeOf(attempt: Promise<unknown>): Promise<string> {
  return attempt.then(
    () => 'none',
    (error: unknown) => (error instanceof ExpectedFailure ? error.failure.code : String(error)),
  );
}

test('an original is stored once, byte for byte, and nothing else is left', async () => {
  expect([await writeOriginal(folder, sha256, bytes), await writeOriginal(folder, sha256, bytes)]).toEqual(['written', 'present']);
  expect([new Uint8Array(readFileSync(originalPath(folder, sha256))), allFiles(folder)]).toEqual([bytes, [sha256]]);
});

test('an original that lost its end is written again', async () => {
  await writeOriginal(folder, sha256, bytes);
  writeFileSync(originalPath(folder, sha256), bytes.subarray(0, 10));
  expect([await writeOriginal(folder, sha256, bytes), readFileSync(originalPath(folder, sha256)).length]).toEqual(['written', 1000]);
});

test('two writers of the same bytes do not disturb each other', async () => {
  const outcomes = await Promise.all(Array.from({ length: 8 }, () => writeOriginal(folder, sha256, bytes)));
  expect([outcomes.includes('written'), allFiles(folder)]).toEqual([true, [sha256]]);
});

test('originals and thumbnails lie apart', async () => {
  await writeThumbnail(folder, sha256, bytes);
  expect([existsSync(thumbnailPath(folder, sha256)), existsSync(originalPath(folder, sha256))]).toEqual([true, false]);
});

test('what a killed process left half written is swept once it is old', async () => {
  await writeOriginal(folder, sha256, bytes);
  const half = `${originalPath(folder, sha256)}.writing-1`;
  const fresh = `${originalPath(folder, sha256)}.writing-2`;
  writeFileSync(half, 'half');
  writeFileSync(fresh, 'half');
  utimesSync(half, 0, 0);
  expect([await sweepTemporaryFiles(folder, Date.now()), allFiles(folder).sort()]).toEqual([1, [sha256, path.basename(fresh)]]);
});

// A disk of 64 KiB and a read-only one can be had by whoever may mount; elsewhere these two do not run, and say so.
const small = path.join(tmpdir(), `pneumoscope-small-disk-${process.pid}`);
const mayMount = ((): boolean => {
  mkdirSync(small, { recursive: true });
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', small]).status === 0;
  if (mounted) spawnSync('umount', [small]);
  rmSync(small, { recursive: true });
  return mounted;
})();

testWhere(mayMount, 'the right to mount')('a full disk and a read-only one are reported, and nothing is left behind', async () => {
  mkdirSync(small);
  spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', small]);
  try {
    const full = await codeOf(writeOriginal(small, sha256, new Uint8Array(200_000)));
    const leftBehind = allFiles(small);
    spawnSync('mount', ['-o', 'remount,ro', small]);
    expect([full, leftBehind, await codeOf(writeOriginal(small, sha256, bytes))]).toEqual(['disk-full', [], 'read-only']);
  } finally {
    spawnSync('umount', [small]);
    rmSync(small, { recursive: true });
  }
});
