import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { createImageWorkers } from '../../src/main/image-workers/image-workers';
import { createImporter, type Importer } from '../../src/main/services/import-images';
import type { Database } from '../../src/main/store/database';
import { originalPath } from '../../src/main/store/image-files';
import { listStudies, type RecordedInstance, showInstance } from '../../src/main/store/studies';
import type { ImportProgress } from '../../src/shared/study';
import { emptyHistory, temporaryFolder } from '../store/builders';
import { everything } from '../store/queries';
import { buildEntry } from '../support/built-entry';
import { radiograph, writeRadiographs } from '../support/radiographs';
import { auditHistory } from './importing';
import { testWhere } from '../support/test-where';

let worker: Awaited<ReturnType<typeof buildEntry>>;
beforeAll(async () => {
  worker = await buildEntry('src/main/image-workers/image-worker.ts');
});
afterAll(() => worker.remove());

interface Bench {
  readonly db: Database;
  readonly folder: string;
  readonly store: string;
  readonly importer: Importer;
  readonly progress: ImportProgress[];
  readonly recorded: RecordedInstance[];
}

function bench(onRecorded: (bench: Bench) => void = () => undefined): Bench {
  const folder = temporaryFolder();
  const db = emptyHistory();
  const workers = createImageWorkers({ workerFile: worker.entry, count: 2 });
  const importer = createImporter({
    database: db,
    workers,
    filesAtOnce: 4,
    storeFolder: join(folder, 'store'),
    onProgress: (progress) => made.progress.push(progress),
    onRecorded: (recorded) => {
      made.recorded.push(...recorded);
      onRecorded(made);
    },
  });
  const made: Bench = { db, folder, store: join(folder, 'store'), importer, progress: [], recorded: [] };
  onTestFinished(async () => {
    await importer.close();
    await workers.close();
  });
  return made;
}

test('a folder is imported: originals byte for byte, a row each, and a reason for each file not taken', async () => {
  const { db, folder, store, importer, progress, recorded } = bench();
  const source = writeRadiographs(join(folder, 'in'), 70);
  writeFileSync(join(source, 'a-copy.dcm'), radiograph(3));
  writeFileSync(join(source, 'empty.dcm'), '');
  writeFileSync(join(source, 'letter.dcm'), 'Dear colleague, '.repeat(50));
  writeFileSync(join(source, 'cut.dcm'), radiograph(500).subarray(0, 2000));
  const { importId, finished } = importer.start([source, join(folder, 'missing')]);
  const last = await finished;
  const { elapsedMilliseconds, failures, ...counts } = last;
  expect(counts).toEqual({
    importId,
    state: 'finished',
    filesFound: 75,
    filesDone: 75,
    imported: 70,
    duplicates: 1,
    remainingMilliseconds: 0,
    firstStudyId: recorded[0]?.studyId,
    waitsForHistory: false,
  });
  expect(elapsedMilliseconds).toBeGreaterThan(0);
  const reasons = failures.map(({ code, file }) => [file, code]).toSorted();
  expect(reasons).toEqual([
    [join(source, 'cut.dcm'), 'truncated'],
    [join(source, 'empty.dcm'), 'empty-file'],
    [join(source, 'letter.dcm'), 'not-an-image'],
    [join(folder, 'missing'), 'not-found'],
  ]);
  expect(progress.map(({ state }) => state)).toEqual(expect.arrayContaining(['searching', 'finished']));
  expect(progress.at(-1)).toEqual(last);
  expect(auditHistory(db, store)).toEqual({ images: 70, withoutOriginal: [] });
  const some = showInstance(db, recorded[40]?.instanceId ?? 0);
  expect(readFileSync(originalPath(store, some.sha256))).toEqual(readFileSync(join(source, some.originalName)));
});

test('importing again changes nothing, and says which study to show', async () => {
  const { db, folder, importer } = bench();
  const source = writeRadiographs(join(folder, 'in'), 5);
  await importer.start([source]).finished;
  const before = listStudies(db, everything);
  const again = await importer.start([join(source, '0002.dcm')]).finished;
  expect(listStudies(db, everything)).toEqual(before);
  const study = before.rows.find((row) => row.patientId === 'P2')?.studyId;
  expect(again).toMatchObject({ state: 'finished', imported: 0, duplicates: 1, firstStudyId: study });
});

test('another picture under a known SOP Instance UID is refused by its path, and its bytes are not kept', async () => {
  const { db, folder, store, importer } = bench();
  const [first, second] = [join(folder, 'first.dcm'), join(folder, 'second.dcm')];
  writeFileSync(first, radiograph(1));
  writeFileSync(second, radiograph(2, { sopInstanceUid: '1.2.826.0.1.3680043.10.1.1.1.1' }));
  await importer.start([first]).finished;
  const { failures, imported } = await importer.start([second]).finished;
  expect({ imported, failures }).toEqual({
    imported: 0,
    failures: [{ code: 'uid-conflict', message: expect.stringContaining('second.dcm was not imported'), file: second }],
  });
  await expect.poll(() => originals(store)).toHaveLength(1);
  expect(auditHistory(db, store)).toEqual({ images: 1, withoutOriginal: [] });
});

function originals(store: string): readonly string[] {
  return readdirSync(join(store, 'originals'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name);
}

test('a cancelled import takes no further file, and what it recorded is whole', async () => {
  const { db, folder, store, importer } = bench(({ importer: running }) => running.cancel(1));
  const { finished } = importer.start([writeRadiographs(join(folder, 'in'), 300)]);
  const { state, imported, failures } = await finished;
  expect({ state, failures }).toEqual({ state: 'cancelled', failures: [] });
  expect(imported).toBeLessThan(300);
  expect(auditHistory(db, store)).toEqual({ images: imported, withoutOriginal: [] });
  importer.cancel(1);
});

test('a full disk ends the import with one clear failure, and what was recorded before is whole', async () => {
  const { db, folder, store, importer } = bench();
  const pages = Number(db.pragma('page_count', { simple: true }));
  db.pragma(`max_page_count = ${String(pages + 12)}`);
  const { state, imported, failures } = await importer.start([writeRadiographs(join(folder, 'in'), 300)]).finished;
  expect({ state, codes: failures.map(({ code }) => code) }).toEqual({ state: 'failed', codes: ['disk-full'] });
  expect(auditHistory(db, store)).toEqual({ images: imported, withoutOriginal: [] });
});

test('two imports run side by side, each with its own count', async () => {
  const { db, folder, store, importer } = bench();
  const both = [importer.start([writeRadiographs(join(folder, 'in'), 40)]), importer.start([join(folder, 'in')])];
  const ends = await Promise.all(both.map(({ finished }) => finished));
  expect(ends.map(({ state, filesDone, imported, duplicates }) => [state, filesDone, imported + duplicates])).toEqual([
    ['finished', 40, 40],
    ['finished', 40, 40],
  ]);
  expect(ends.reduce((sum, { imported }) => sum + imported, 0)).toBe(40);
  expect(auditHistory(db, store)).toEqual({ images: 40, withoutOriginal: [] });
});

test('closing cancels what runs and waits for it', async () => {
  const { folder, importer } = bench();
  const { finished } = importer.start([writeRadiographs(join(folder, 'in'), 300)]);
  await importer.close();
  expect((await finished).state).toBe('cancelled');
});

const sharedData = process.env['PNEUMOSCOPE_SHARED'] ?? '../shared';
const realFolder = join(sharedData, 'data', 'rsna_test', 'stage_2_train_images');
const hasRealFolder = existsSync(realFolder);

testWhere(hasRealFolder, 'the shared data')('every radiograph of the shared test set is imported', async () => {
  const { db, store, importer } = bench();
  const files = readdirSync(realFolder).length;
  const { imported, failures } = await importer.start([realFolder]).finished;
  expect({ imported, failures }).toEqual({ imported: files, failures: [] });
  expect(auditHistory(db, store)).toEqual({ images: files, withoutOriginal: [] });
});
