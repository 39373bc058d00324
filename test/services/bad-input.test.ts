import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { withBusyTimeout } from '../../src/main/store/busy-timeout';
import { originalPath } from '../../src/main/store/image-files';
import { listStudies, showInstance, showStudy } from '../../src/main/store/studies';
import { setStatus } from '../../src/main/store/study-status';
import { failureOf, failureOfPromise } from '../store/builders';
import { everything } from '../store/queries';
import { buildEntry } from '../support/built-entry';
import { radiograph, type RadiographChanges, writeRadiographs } from '../support/radiographs';
import { auditHistory, importBench } from './importing';

// What comes in as it should not: shown, said, and survived.
let worker: Awaited<ReturnType<typeof buildEntry>>;
beforeAll(async () => {
  worker = await buildEntry('src/main/image-workers/image-worker.ts');
});
afterAll(() => worker.remove());

/** A folder of radiographs 1, 2, 3 …, changed so. */
function folderOf(parent: string, images: readonly RadiographChanges[]): string {
  const folder = join(parent, 'in');
  mkdirSync(folder);
  images.forEach((changes, index) => writeFileSync(join(folder, `${String(index + 1)}.dcm`), radiograph(index + 1, changes)));
  return folder;
}

test('a header that contradicts itself is taken at its word only where it can be true, and the picture is shown', async () => {
  const { db, folder, store, importer, workers } = importBench(worker.entry);
  const source = folderOf(folder, [
    {
      others: [
        { tag: 0x00280030, vr: 'DS', value: '0\\0' },
        { tag: 0x00180060, vr: 'DS', value: 'unknown' },
      ],
    },
    {
      others: [
        { tag: 0x00281050, vr: 'DS', value: '40' },
        { tag: 0x00281051, vr: 'DS', value: '-400' },
      ],
    },
    { others: [{ tag: 0x00280034, vr: 'IS', value: '1\\2' }] },
    { others: [{ tag: 0x00280030, vr: 'DS', value: '-0.2\\0.2' }] },
  ]);
  const { imported, failures } = await importer.start([source]).finished;
  const rows = listStudies(db, { ...everything, sort: 'patient-id', descending: false }).rows;
  const images = rows.map(({ leadInstanceId }) => showInstance(db, leadInstanceId));
  expect({ imported, failures, spacings: images.map(({ pixelSpacing, laterality }) => [pixelSpacing, laterality]) }).toEqual({
    imported: 4,
    failures: [],
    spacings: Array(4).fill([null, '']),
  });
  const pictures = await Promise.all(images.map(({ sha256 }) => workers.thumbnail(originalPath(store, sha256), 'x')));
  // 64 by 64 pixels of noise are more than a uniform PNG of that size.
  expect(pictures.every((png) => png.length > 500)).toBe(true);
});

test('the same image under another name is one image, which knows both names', async () => {
  const { db, folder, importer } = importBench(worker.entry);
  const [first, second] = [join(folder, 'chest.dcm'), join(folder, 'IM000001')];
  for (const file of [first, second]) writeFileSync(file, radiograph(1));
  await importer.start([first]).finished;
  for (const again of [second, second, first]) {
    expect(await importer.start([again]).finished).toMatchObject({ imported: 0, duplicates: 1, failures: [] });
  }
  const { instances } = showStudy(db, 1);
  expect(instances.map(({ originalName, otherNames }) => [originalName, otherNames])).toEqual([['chest.dcm', ['IM000001']]]);
});

test('a patient whose name differs between studies is kept apart, and each study says who else has that ID', async () => {
  const { db, folder, importer } = importBench(worker.entry);
  const same = { patientId: 'A7' };
  const source = folderOf(folder, [
    { ...same, name: 'Meyer^Ida' },
    { ...same, name: 'Meier^Ida' },
    { ...same, name: 'MEYER^IDA' },
    { name: 'Roe^Jo' },
  ]);
  await importer.start([source]).finished;
  const rows = listStudies(db, { ...everything, sort: 'patient-name', descending: false }).rows;
  // Files are read side by side: which of the two capitals came first, and was kept, is open.
  const asRead = (name: string): string => (name === 'MEYER, IDA' ? 'Meyer, Ida' : name);
  expect(rows.map(({ studyId, patientName }) => [asRead(patientName), showStudy(db, studyId).namesOfSameId.map(asRead)])).toEqual([
    ['Meier, Ida', ['Meyer, Ida']],
    // One person, whose name is written in two ways.
    ['Meyer, Ida', ['Meier, Ida']],
    ['Meyer, Ida', ['Meier, Ida']],
    ['Roe, Jo', []],
  ]);
});

test('names of any length and script come back whole, and are found', async () => {
  const { db, folder, importer } = importBench(worker.entry);
  const names = ['קברני^לנזר', 'قباني^لنزار', 'Wang^XiaoDong=王^小東', `${'Wolfe'.repeat(60)}^Hubert`, '😀^Ann'];
  await importer.start([
    folderOf(
      folder,
      names.map((name) => ({ name })),
    ),
  ]).finished;
  const shown = ['קברני, לנזר', 'قباني, لنزار', 'Wang, XiaoDong (王 小東)', `${'Wolfe'.repeat(60)}, Hubert`, '😀, Ann'];
  const rows = listStudies(db, { ...everything, sort: 'patient-id', descending: false }).rows;
  expect(rows.map(({ patientName }) => patientName)).toEqual(shown);
  const found = ['לנזר', 'قباني', '小東', 'hubert', '😀'].map((search) =>
    listStudies(db, { ...everything, search }).rows.map((row) => row.patientName),
  );
  expect(found).toEqual(shown.map((name) => [name]));
});

test('a CT series of 500 images beside radiographs is left out image by image, and a study of 500 radiographs is one line', async () => {
  const { db, folder, importer } = importBench(worker.entry);
  const source = join(folder, 'in');
  mkdirSync(source);
  for (let n = 0; n < 500; n += 1) {
    const name = String(n).padStart(3, '0');
    writeFileSync(
      join(source, `ct-${name}.dcm`),
      radiograph(n, { modality: 'CT', studyInstanceUid: '1.9', sopInstanceUid: `1.9.1.${String(n)}` }),
    );
    const large = { patientId: 'P', studyInstanceUid: '1.8', sopInstanceUid: `1.8.1.${String(n)}` };
    writeFileSync(join(source, `dx-${name}.dcm`), radiograph(n, large));
  }
  const { imported, failures } = await importer.start([source]).finished;
  const rows = listStudies(db, everything).rows;
  expect({ imported, codes: [...new Set(failures.map(({ code }) => code))], failed: failures.length }).toEqual({
    imported: 500,
    codes: ['not-a-radiograph'],
    failed: 500,
  });
  expect(rows.map(({ studyId, imageCount }) => [imageCount, showStudy(db, studyId).instances.length])).toEqual([[500, 500]]);
});

test('a stored image that was deleted or moved is named, and put back by importing it again', async () => {
  const { db, folder, store, importer, workers } = importBench(worker.entry);
  const source = writeRadiographs(join(folder, 'in'), 2);
  await importer.start([source]).finished;
  const { sha256, originalName } = showInstance(db, 1);
  rmSync(join(store, 'originals'), { recursive: true });
  const failure = await failureOfPromise(workers.viewerFile(originalPath(store, sha256), originalName));
  expect(failure).toEqual({
    code: 'not-found',
    message: `The stored copy of ${originalName} is no longer in the data folder. Import ${originalName} again to put it back.`,
    file: originalName,
  });
  expect(await importer.start([source]).finished).toMatchObject({ state: 'finished', imported: 0, duplicates: 2 });
  expect(auditHistory(db, store)).toEqual({ images: 2, withoutOriginal: [] });
});

/** Another program that keeps the whole history locked until it is told to let go. */
async function lockElsewhere(file: string): Promise<ChildProcess> {
  const script = `const database = new (require('better-sqlite3'))(process.argv[1]);
    database.exec('BEGIN EXCLUSIVE');
    process.stdout.write('locked');
    process.stdin.once('data', () => process.exit());`;
  const other = spawn(process.execPath, ['-e', script, file], { stdio: ['pipe', 'pipe', 'inherit'] });
  onTestFinished(() => void other.kill());
  await once(other.stdout, 'data');
  return other;
}

test('while another program has the history locked an import waits and says so, and goes on without losing anything', async () => {
  const { db, folder, store, importer, progress } = importBench(worker.entry);
  const other = await lockElsewhere(db.name);
  const { finished } = importer.start([writeRadiographs(join(folder, 'in'), 40)]);
  await expect.poll(() => progress.at(-1)?.waitsForHistory, { timeout: 20_000 }).toBe(true);
  // What is there can be read all the while.
  expect(listStudies(db, everything).total).toBe(0);
  other.stdin?.write('go');
  expect(await finished).toMatchObject({ state: 'finished', imported: 40, failures: [], waitsForHistory: false });
  expect(auditHistory(db, store)).toEqual({ images: 40, withoutOriginal: [] });
});

test('a lock that outlasts the patience ends in one sentence, and what was asked can be asked again', async () => {
  const { db, folder, store, importer } = importBench(worker.entry, { lockPatienceMilliseconds: 0 });
  const source = writeRadiographs(join(folder, 'in'), 3);
  await importer.start([join(source, '0000.dcm')]).finished;
  const other = await lockElsewhere(db.name);
  const message = 'Another program keeps the case history locked, so nothing was changed in it. Close that program and try again.';
  const { state, failures } = await importer.start([source]).finished;
  const mark = (): unknown => withBusyTimeout(db, 50, () => setStatus(db, [1], 'read', 'reader', 5));
  expect([state, failures, failureOf(mark)]).toEqual([
    'failed',
    [{ code: 'database-locked', message }],
    { code: 'database-locked', message },
  ]);
  other.stdin?.write('go');
  await once(other, 'exit');
  expect(await importer.start([source]).finished).toMatchObject({ state: 'finished', imported: 2, duplicates: 1 });
  expect([mark(), auditHistory(db, store)]).toEqual([[{ studyId: 1, from: 'unread' }], { images: 3, withoutOriginal: [] }]);
});
