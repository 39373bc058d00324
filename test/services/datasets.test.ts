import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { openPictureStore } from '../../src/main/dataset/picture-store-file';
import { decodePixels } from '../../src/main/dicom/decode-pixels';
import { toGreyImage } from '../../src/main/dicom/grey-levels';
import { createImageWorkers, type ImageWorkers } from '../../src/main/image-workers/image-workers';
import { toNetworkInput } from '../../src/main/preprocess/network-input';
import { createDatasets, type Datasets } from '../../src/main/services/datasets';
import { openDatabase } from '../../src/main/store/database';
import type { DatasetSource, IngestProgress } from '../../src/shared/dataset';
import { failureOf, failureOfPromise, temporaryFolder } from '../store/builders';
import { buildEntry } from '../support/built-entry';
import { writeLabelledRadiographs } from '../support/labelled-radiographs';
import { radiograph } from '../support/radiographs';
import { samplePath, samplesFolder } from '../support/sample-files';

let worker: Awaited<ReturnType<typeof buildEntry>>;
let workers: ImageWorkers;
beforeAll(async () => {
  worker = await buildEntry('src/main/image-workers/image-worker.ts');
  workers = createImageWorkers({ workerFile: worker.entry, count: 2 });
});
afterAll(async () => {
  await workers.close();
  await worker.remove();
});

interface Workplace {
  readonly datasets: Datasets;
  readonly home: string;
  readonly progress: IngestProgress[];
}

function workplace(home = temporaryFolder()): Workplace {
  const db = openDatabase(join(home, 'history.sqlite'), { backupFolder: join(home, 'backups') });
  const progress: IngestProgress[] = [];
  const folder = join(home, 'datasets');
  const onProgress = (one: IngestProgress): void => void progress.push(one);
  const datasets = createDatasets({ db, workers, filesAtOnce: 4, folder, onProgress, labelledCases: () => [] });
  onTestFinished(async () => {
    await datasets.close();
    db.close();
  });
  return { datasets, home, progress };
}

const unlocked = { locked: false };
const form = { size: 224, preprocessing: 'square-area-equalised-1' } as const;

/** Two of the bundled samples, whose boxes in the RSNA's labels are known. */
function sampleSource(folder: string): DatasetSource {
  const labels = join(folder, 'labels.csv');
  writeFileSync(labels, 'file,Target,x,y,width,height\nlung-opacity.dcm,1,205,217,230,402\nnormal.dcm,0,,,,\n');
  return { kind: 'table', images: samplesFolder, labels };
}

test('takes labelled images in: what they are, what they show, and their pictures', async () => {
  const { datasets, home, progress } = workplace();
  const source = sampleSource(home);
  const summary = await datasets.add('samples', source, unlocked);
  const { cases, contentSha256 } = datasets.open('samples');
  const bytes = readFileSync(samplePath(0));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  expect(cases[0]).toEqual({
    record: 0,
    file: samplePath(0),
    sha256,
    byteLength: bytes.length,
    modifiedAtMs: expect.any(Number),
    patient: '4ca78474-f750-4feb-adb7-47da99bf4255',
    patientId: '4ca78474-f750-4feb-adb7-47da99bf4255',
    positive: true,
    class: '',
    boxes: [{ x: 205, y: 217, width: 230, height: 402 }],
    widthPixels: 1024,
    heightPixels: 1024,
    sex: expect.stringMatching(/^[MF]$/),
    ageYears: expect.any(Number),
    view: expect.stringMatching(/^(AP|PA)$/),
    scanner: '',
    photometricInterpretation: 'MONOCHROME2',
    perceptualHash: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  // SHA-256 over a line a case: file hash, patient, label, class, boxes.
  const lines = cases.map((one) => [one.sha256, one.patient, one.positive, one.class, one.boxes.map((box) => Object.values(box))]);
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  expect(contentSha256).toBe(createHash('sha256').update(text).digest('hex'));
  expect(summary).toEqual({
    name: 'samples',
    source,
    locked: false,
    ingestedAtMs: expect.any(Number),
    contentSha256,
    images: 2,
    positives: 1,
    patients: 2,
    // The third sample has no label.
    problems: 1,
  });
  expect([datasets.list(), datasets.audit('samples').problems.map(({ code, file }) => [code, file])]).toEqual([
    [summary],
    [['labels-unusable', samplePath(2)]],
  ]);
  expect(progress.at(-1)).toMatchObject({ name: 'samples', state: 'finished', imagesDone: 2, imagesFound: 2, failure: null });

  const store = openPictureStore(await datasets.pictures('samples', form));
  const picture = new Uint8Array(224 * 224);
  store.read(0, picture, 0);
  store.close();
  const { values } = toNetworkInput(toGreyImage(await decodePixels(bytes, 'sample')), form);
  expect([
    store.count,
    Buffer.compare(
      picture,
      Uint8Array.from(values, (value) => Math.round((value + 1) * 127.5)),
    ),
  ]).toEqual([2, 0]);
});

test('other forms of the pictures are made when they are asked for, in the range of their own', async () => {
  const { datasets, home } = workplace();
  await datasets.add('samples', sampleSource(home), unlocked);
  const plain = { size: 64, preprocessing: 'square-area-1' } as const;
  const file = await datasets.pictures('samples', plain);
  const store = openPictureStore(file);
  const picture = new Uint8Array(64 * 64);
  store.read(1, picture, 0);
  store.close();
  const { values } = toNetworkInput(toGreyImage(await decodePixels(readFileSync(samplePath(1)), 'sample')), plain);
  expect(
    Buffer.compare(
      picture,
      Uint8Array.from(values, (value) => Math.round(value * 255)),
    ),
  ).toBe(0);
  expect(await datasets.pictures('samples', plain)).toBe(file);
});

test('what can’t be taken is left out, and says why', async () => {
  const { datasets, home } = workplace();
  const source = writeLabelledRadiographs(home, 4);
  writeFileSync(join(source.images, '0001.dcm'), radiograph(1).subarray(0, 900));
  writeFileSync(join(source.images, '0002.dcm'), 'a letter');
  rmSync(join(source.images, '0003.dcm'));
  appendFileSync(join(source.images, '0004.dcm'), radiograph(4));
  appendFileSync(join(source.images, '0005.dcm'), radiograph(5));
  writeFileSync(
    source.labels,
    'file,Target,patientId,x,y,width,height\n0000.dcm,1,p0,,,,\n0001.dcm,0,p1,,,,\n0002.dcm,0,p1,,,,\n0003.dcm,1,p2,,,,\n0004.dcm,1,p3,60,60,5,5\n',
  );
  const { images, problems } = await datasets.add('broken', source, unlocked);
  const audit = datasets.audit('broken');
  expect([images, problems, audit.problems.map(({ code, message }) => [code, message.replaceAll(home, '')])]).toEqual([
    1,
    5,
    [
      ['not-found', '/images/0003.dcm does not exist, though labels.csv, line 5 labels it.'],
      ['labels-unusable', '/images/0005.dcm has no label in labels.csv.'],
      ['truncated', expect.stringContaining('/images/0001.dcm')],
      ['not-an-image', expect.stringContaining('/images/0002.dcm')],
      ['labels-unusable', '/images/0004.dcm has 64 x 64 pixels, and a box that reaches beyond them (/labels.csv, line 6).'],
    ],
  ]);
  expect(audit.warnings[0]).toEqual({ kind: 'one-patient', positive: true });
  expect((await datasets.verify('broken')).same).toBe(true);
});

test('a dataset of nothing that can be read is refused with the first reason', async () => {
  const { datasets, home, progress } = workplace();
  const source = writeLabelledRadiographs(home, 1);
  writeFileSync(join(source.images, '0000.dcm'), 'a letter');
  const failure = await failureOfPromise(datasets.add('empty', source, unlocked));
  expect([failure?.code, datasets.list(), progress.at(-1)?.state, progress.at(-1)?.failure]).toEqual([
    'dataset-unusable',
    [],
    'failed',
    failure,
  ]);
  expect(failure?.message).toMatch(/^None of the images of empty could be taken\. The first reason: .*0000\.dcm/);
});

test('the same images and labels have the same content, wherever they lie and whoever takes them in', async () => {
  const [one, other] = [workplace(), workplace()];
  const first = await one.datasets.add('a', writeLabelledRadiographs(one.home, 6), unlocked);
  const second = await other.datasets.add('b', writeLabelledRadiographs(other.home, 6), unlocked);
  const files = await Promise.all([one.datasets.pictures('a', form), other.datasets.pictures('b', form)]);
  expect([second.contentSha256, Buffer.compare(readFileSync(files[1]), readFileSync(files[0]))]).toEqual([first.contentSha256, 0]);
});

test('adding a dataset again takes in what changed, and the version before stays', async () => {
  const { datasets, home } = workplace();
  const source = writeLabelledRadiographs(home, 6);
  const first = await datasets.add('growing', source, unlocked);
  appendFileSync(source.labels, '0006.dcm,1,p9\n');
  writeFileSync(join(source.images, '0006.dcm'), radiograph(6));
  const second = await datasets.add('growing', source, unlocked);
  expect([first.images, second.images, datasets.open('growing').cases.length]).toEqual([6, 7, 7]);
  expect(datasets.open('growing', first.contentSha256).cases).toEqual(datasets.open('growing').cases.slice(0, 6));
  expect(await datasets.add('growing', source, unlocked)).toEqual({ ...second, ingestedAtMs: expect.any(Number) });

  const fresh = workplace();
  const anew = await fresh.datasets.add('growing', source, unlocked);
  const files = await Promise.all([datasets.pictures('growing', form), fresh.datasets.pictures('growing', form)]);
  expect([anew.contentSha256, Buffer.compare(readFileSync(files[0]), readFileSync(files[1]))]).toEqual([second.contentSha256, 0]);
});

test('tells whether images and labels are still the same, reading only what was touched', async () => {
  const { datasets, home } = workplace();
  const source = writeLabelledRadiographs(home, 4);
  await datasets.add('pinned', source, unlocked);
  const [image, labels] = [join(source.images, '0001.dcm'), readFileSync(source.labels, 'utf8')];
  const check = async (): Promise<string | null> => (await datasets.verify('pinned')).why?.replaceAll(home, '') ?? null;
  expect(await check()).toBe(null);
  utimesSync(image, 1, 1);
  expect(await check()).toBe(null);
  writeFileSync(image, radiograph(77));
  expect(await check()).toBe('/images/0001.dcm is not the file that was ingested.');
  await expect(failureOfPromise(datasets.pictures('pinned', { ...form, size: 64 }))).resolves.toMatchObject({
    code: 'dataset-changed',
    file: image,
  });
  writeFileSync(image, radiograph(1));
  writeFileSync(source.labels, labels.replace('0001.dcm,0', '0001.dcm,1'));
  expect(await check()).toBe('The label of /images/0001.dcm is another one.');
  writeFileSync(source.labels, labels.replace('0001.dcm,0,p0\n', ''));
  expect(await check()).toBe('/images/0002.dcm stands where /images/0001.dcm stood.');
  writeFileSync(source.labels, labels.replace('0003.dcm,1,p1\n', ''));
  expect(await check()).toBe('/images/0003.dcm is no longer among the labelled images.');
  writeFileSync(source.labels, `${labels}0004.dcm,0,p9\n`);
  writeFileSync(join(source.images, '0004.dcm'), radiograph(4));
  expect(await check()).toBe('/images/0004.dcm is new.');
  rmSync(source.labels);
  expect(await check()).toBe('/labels.csv does not exist.');
});

test('a picture changed by one bit is refused, and a damaged store is made again when it is asked for', async () => {
  const { datasets, home } = workplace();
  await datasets.add('flipped', writeLabelledRadiographs(home, 3), unlocked);
  const file = await datasets.pictures('flipped', form);
  const sound = readFileSync(file);
  const flip = (at: number): void => {
    const changed = Buffer.from(sound);
    changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
    writeFileSync(file, changed);
  };
  flip(512 + 224 * 224 + 1000);
  const store = openPictureStore(file);
  const picture = new Uint8Array(224 * 224);
  expect([0, 1, 2].map((record) => failureOf(() => store.read(record, picture, 0))?.code ?? 'read')).toEqual([
    'read',
    'dataset-changed',
    'read',
  ]);
  store.close();
  // Header, index, and a file that was cut short.
  for (const damage of [() => flip(20), () => flip(sound.length - 10), () => writeFileSync(file, sound.subarray(0, 60_000))]) {
    damage();
    expect(failureOf(() => openPictureStore(file))?.code).toBe('dataset-changed');
    await datasets.pictures('flipped', form);
    expect(Buffer.compare(readFileSync(file), sound)).toBe(0);
  }
  const cases = join(home, 'datasets', 'flipped', datasets.open('flipped').contentSha256, 'cases.json');
  writeFileSync(cases, readFileSync(cases, 'utf8').replace('"positive":true', '"positive":null'));
  expect(failureOf(() => datasets.open('flipped'))?.code).toBe('dataset-changed');
});

test('can be stopped, and goes on from there', async () => {
  const { datasets, home, progress } = workplace();
  const source = writeLabelledRadiographs(home, 40);
  const stopped = failureOfPromise(datasets.add('stopped', source, unlocked));
  // A second attempt beside it would write into the same files.
  expect((await failureOfPromise(datasets.add('stopped', source, unlocked)))?.code).toBe('run-busy');
  datasets.cancel('stopped');
  expect([(await stopped)?.code, progress.at(-1)?.state, datasets.list()]).toEqual(['cancelled', 'cancelled', []]);
  expect((await datasets.add('stopped', source, unlocked)).images).toBe(40);
});

test('two processes do not take the same dataset in at once', async () => {
  const home = temporaryFolder();
  const [one, other] = [workplace(home), workplace(home)];
  const source = writeLabelledRadiographs(home, 20);
  const outcomes = await Promise.all([one, other].map(({ datasets }) => failureOfPromise(datasets.add('same', source, unlocked))));
  expect(outcomes.map((failure) => failure?.code ?? 'added').sort()).toEqual(['added', 'run-busy']);
  expect(one.datasets.open('same').cases).toHaveLength(20);
});

test('a locked dataset stays locked, and the others are warned of its patients', async () => {
  const { datasets, home } = workplace();
  const source = writeLabelledRadiographs(home, 6);
  await datasets.add('held', source, { locked: true });
  expect((await failureOfPromise(datasets.add('held', source, unlocked)))?.code).toBe('dataset-locked');
  await datasets.add('open', source, unlocked);
  expect(datasets.audit('open').warnings).toContainEqual({ kind: 'locked-patients', count: 6, dataset: 'held' });
  expect(datasets.audit('held').warnings.map(({ kind }) => kind)).not.toContain('locked-patients');
});

test.each(['', '.', '../up', 'a/b', 'a b', '.hidden', 'end.', 'x'.repeat(101)])('%j is no name', async (name) => {
  const { datasets, home } = workplace();
  expect((await failureOfPromise(datasets.add(name, sampleSource(home), unlocked)))?.code).toBe('invalid-request');
  expect(existsSync(join(home, 'datasets'))).toBe(false);
});

test('two names must differ in more than capitals, since their folders would be one on some systems', async () => {
  const { datasets, home } = workplace();
  await datasets.add('rsna', sampleSource(home), unlocked);
  expect((await failureOfPromise(datasets.add('RSNA', sampleSource(home), unlocked)))?.message).toMatch(/a dataset rsna already/);
});

test('what is not there is not found', async () => {
  const { datasets } = workplace();
  expect([
    failureOf(() => datasets.audit('none')),
    failureOf(() => datasets.open('none')),
    await failureOfPromise(datasets.verify('none')),
  ]).toEqual(Array(3).fill({ code: 'not-found', message: 'There is no dataset none.' }));
});

test('an image is shown small as a PNG', async () => {
  const { datasets, home } = workplace();
  const { contentSha256 } = await datasets.add('samples', sampleSource(home), unlocked);
  const png = await datasets.thumbnail('samples', contentSha256, 1);
  const { values, rows, columns } = await decodePixels(png, 'thumbnail');
  const store = openPictureStore(await datasets.pictures('samples', form));
  const picture = new Uint8Array(224 * 224);
  store.read(1, picture, 0);
  store.close();
  expect([rows, columns, Buffer.compare(Uint8Array.from(values), picture)]).toEqual([224, 224, 0]);
});
