import { everyStudy } from '../../../src/shared/worklist';
import { parse } from 'csv-parse/sync';
import { decode } from 'fast-png';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { createImageWorkers } from '../../../src/main/image-workers/image-workers';
import { createExporter, type Exporter } from '../../../src/main/services/export/exporter';
import { rangesOf } from '../../../src/main/services/export/ranges';
import { readAuditTrail } from '../../../src/main/store/audit-trail';
import type { Database } from '../../../src/main/store/database';
import { originalPath } from '../../../src/main/store/image-files';
import { writeMarks } from '../../../src/main/store/marks';
import { recordModel } from '../../../src/main/store/models';
import { recordPrediction } from '../../../src/main/store/results';
import { recordImages } from '../../../src/main/store/studies';
import { recordVerdict } from '../../../src/main/store/verdicts';
import { describeImage } from '../../../src/main/dicom/describe-image';
import { asInFile } from '../../../src/shared/displayed-view';
import { plainVerdict } from '../../../src/shared/verdict';
import type { ReportPrinter } from '../../../src/main/services/export/export-report';
import { keepDraft } from '../../../src/main/services/reports';
import type { ExportOrder, ExportProgress } from '../../../src/shared/export';
import { emptyHistory, heatmap, model, prediction, temporaryFolder } from '../../store/builders';
import { buildEntry } from '../../support/built-entry';
import { otherInstance, samplePath } from '../../support/sample-files';
import { testWhere } from '../../support/test-where';

let worker: Awaited<ReturnType<typeof buildEntry>>;
beforeAll(async () => {
  worker = await buildEntry('src/main/image-workers/image-worker.ts');
});
afterAll(() => worker.remove());

interface Bench {
  readonly db: Database;
  readonly folder: string;
  readonly store: string;
  readonly exporter: Exporter;
  readonly told: ExportProgress[];
}

/** A history with the three samples; the first is scored and judged. */
async function bench(): Promise<Bench> {
  const folder = temporaryFolder();
  const store = join(folder, 'store');
  const db = emptyHistory();
  const workers = createImageWorkers({ workerFile: worker.entry, count: 2 });
  onTestFinished(() => workers.close());
  for (const index of [0, 1, 2]) recordImages(db, [await workers.take(samplePath(index), store)], index);
  recordModel(db, model);
  recordPrediction(db, 1, prediction(0.9), heatmap());
  recordVerdict(db, { ...plainVerdict(true), instanceId: 1, reader: 'Ada', boxes: [{ x: 1, y: 2, width: 3, height: 4 }], decidedAtMs: 0 });
  const told: ExportProgress[] = [];
  const exporter = createExporter({ db, workers, storeFolder: store, applicationVersion: '1.2.3' }, (progress) => told.push(progress));
  onTestFinished(() => exporter.close());
  return { db, folder, store, exporter, told };
}

const order = (changes: Partial<ExportOrder> = {}): ExportOrder => ({
  scope: { kind: 'studies', studyIds: [1, 2, 3] },
  formats: ['csv', 'json', 'png', 'dicom'],
  overlay: null,
  marks: false,
  shown: null,
  deIdentify: false,
  burntInChecked: false,
  despiteBurntIn: false,
  ...changes,
});

const sha256 = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');
const listed = (folder: string): readonly string[] => readdirSync(folder, { recursive: true }).map(String).sort();
/** Folders that are being written are hidden beside their place. */
const leftBehind = (folder: string): readonly string[] => readdirSync(folder).filter((name) => name !== 'store');

test('tables, pictures and originals come into a folder of their own, and the audit trail says so', async () => {
  const { db, folder, store, exporter } = await bench();
  const out = join(folder, 'out');
  const ended = await exporter.start(order(), out).finished;
  expect(ended).toMatchObject({ state: 'finished', cases: 3, casesDone: 3, files: 8, problems: [], failure: null });
  expect(listed(out)).toEqual(
    [
      'cases.csv',
      'cases.json',
      'images',
      ...[1, 2, 3].map((n) => join('images', `case-000${n}-image-1.png`)),
      'originals',
      ...[1, 2, 3].map((n) => join('originals', `case-000${n}-image-1.dcm`)),
    ].sort(),
  );
  expect(readFileSync(join(out, 'originals/case-0001-image-1.dcm')).equals(readFileSync(samplePath(0)))).toBe(true);
  const { width, height, channels } = decode(readFileSync(join(out, 'images/case-0001-image-1.png')));
  expect([width, height, channels]).toEqual([1024, 1024, 1]);
  expect(existsSync(originalPath(store, sha256(samplePath(0))))).toBe(true);
  expect(readAuditTrail(db).entries).toMatchObject([
    { action: 'exported', detail: { studies: '1-3', formats: 'csv, json, png, dicom', deIdentified: false, overlay: false, files: 8 } },
  ]);
});

test('the table opens in a spreadsheet and the JSON says its schema', async () => {
  const { folder, exporter } = await bench();
  const out = join(folder, 'out');
  await exporter.start(order({ formats: ['csv', 'json'] }), out).finished;
  const csv = readFileSync(join(out, 'cases.csv'));
  expect([...csv.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const rows = parse(csv, { bom: true, columns: true }) as Record<string, string>[];
  expect(rows[0]).toMatchObject({
    case: '1',
    study: '1',
    file_name: basename(samplePath(0)),
    result: 'ok',
    probability: '0.9',
    threshold: '0.4',
    positive: 'true',
    model_id: 'first',
    boxes: '10 20.5 300 400',
    verdict_positive: 'true',
    verdict_class: 'Lung Opacity',
    verdict_reader: 'Ada',
    verdict_boxes: '1 2 3 4',
    report_status: 'none',
  });
  expect(rows[1]).toMatchObject({ result: 'pending', probability: '', positive: '', verdict_positive: '' });
  const json = JSON.parse(readFileSync(join(out, 'cases.json'), 'utf8')) as Record<string, unknown>;
  expect(json).toMatchObject({
    schema: 'pneumoscope-cases',
    schemaVersion: 1,
    application: 'Pneumoscope 1.2.3',
    notice: 'Research use only. Not for diagnosis.',
    deIdentified: false,
    cases: [{ case: 1, images: [{ result: { status: 'ok', probability: 0.9, threshold: 0.4 } }] }, { case: 2 }, { case: 3 }],
  });
});

test('a de-identified export holds no name, number, date or UID of the originals, and keeps studies of a patient together', async () => {
  const { folder, exporter } = await bench();
  const out = join(folder, 'out');
  const ended = await exporter.start(order({ deIdentify: true, burntInChecked: true }), out).finished;
  expect(ended).toMatchObject({ state: 'finished', problems: [] });
  const secrets = [0, 1, 2].flatMap((index) => {
    const { patientId, patientName, studyInstanceUid, seriesInstanceUid, sopInstanceUid } = describeImage(
      readFileSync(samplePath(index)),
      'x',
    );
    return [patientId, patientName, studyInstanceUid, seriesInstanceUid, sopInstanceUid, basename(samplePath(index), '.dcm')];
  });
  for (const name of listed(out).filter((one) => one.includes('.'))) {
    const bytes = readFileSync(join(out, name));
    for (const secret of secrets) expect([name, secret, secret !== '' && bytes.includes(secret)]).toEqual([name, secret, false]);
  }
  const rows = parse(readFileSync(join(out, 'cases.csv')), { bom: true, columns: true }) as Record<string, string>[];
  const copy = describeImage(readFileSync(join(out, 'originals/case-0001-image-1.dcm')), 'x');
  expect(rows[0]).toMatchObject({
    patient_id: copy.patientId,
    study_instance_uid: copy.studyInstanceUid,
    sop_instance_uid: copy.sopInstanceUid,
  });
  expect(rows[0]).toMatchObject({
    patient_name: '',
    study_date: '',
    study: '',
    file_name: '',
    computed_at: '',
    report_by: '',
    verdict_reader: '',
  });
});

test('pictures that may show a name stay here until the reader answers for them', async () => {
  const { db, folder, store, exporter } = await bench();
  const workers = createImageWorkers({ workerFile: worker.entry, count: 1 });
  onTestFinished(() => workers.close());
  // Burned In Annotation: the element is put in place of another of its length, (0028,2110) CS "01".
  const stated = (answer: 'YES ' | 'NO'): Buffer => {
    const bytes = otherInstance(readFileSync(samplePath(0)), answer === 'NO' ? '5' : '6');
    const at = bytes.indexOf(Buffer.from([0x28, 0, 2, 0, 0x55, 0x53])); // (0028,0002) US
    const value = Buffer.from(answer);
    const element = Buffer.concat([Buffer.from([0x28, 0, 1, 3, 0x43, 0x53, value.length, 0]), value]);
    return Buffer.concat([bytes.subarray(0, at), element, bytes.subarray(at)]);
  };
  for (const answer of ['YES ', 'NO'] as const) {
    const file = join(folder, `${answer.trim()}.dcm`);
    writeFileSync(file, stated(answer));
    recordImages(db, [await workers.take(file, store)], 9);
  }
  const codes = async (changes: Partial<ExportOrder>, name: string): Promise<unknown> => {
    const scope = {
      kind: 'studies' as const,
      studyIds: db.prepare('SELECT study_id FROM studies ORDER BY study_id').pluck().all() as number[],
    };
    const { problems } = await exporter.start(order({ scope, formats: ['dicom'], deIdentify: true, ...changes }), join(folder, name))
      .finished;
    return problems.map(({ code, file }) => [code, file]);
  };
  const samples = [0, 1, 2].map((index) => ['burnt-in-text', basename(samplePath(index))]);
  expect(await codes({}, 'a')).toEqual([samples[0], ['burnt-in-text', 'YES.dcm'], samples[1], samples[2]]);
  expect(await codes({ burntInChecked: true }, 'b')).toEqual([['burnt-in-text', 'YES.dcm']]);
  expect(await codes({ burntInChecked: true, despiteBurntIn: true }, 'c')).toEqual([]);
});

test('nothing is written over, and nothing is left of what failed or was cancelled', async () => {
  const { folder, exporter, told, db } = await bench();
  mkdirSync(join(folder, 'taken'));
  writeFileSync(join(folder, 'taken/mine.txt'), 'mine');
  const refused = await exporter.start(order(), join(folder, 'taken')).finished;
  expect(refused).toMatchObject({ state: 'failed', failure: { code: 'already-there' } });
  const { exportId, finished } = exporter.start(order(), join(folder, 'cancelled'));
  exporter.cancel(exportId);
  expect(await finished).toMatchObject({ state: 'cancelled' });
  const none = await exporter.start(order({ scope: { kind: 'matching', query: nobody } }), join(folder, 'none')).finished;
  expect(none).toMatchObject({ state: 'failed', failure: { code: 'invalid-request' } });
  expect([leftBehind(folder), readFileSync(join(folder, 'taken/mine.txt'), 'utf8'), readAuditTrail(db).entries]).toEqual([
    ['taken'],
    'mine',
    [],
  ]);
  expect(told.map(({ state }) => state).filter((state) => state !== 'running')).toEqual(['failed', 'cancelled', 'failed']);
});

const nobody = { ...everyStudy, search: 'nobody of that name', sort: 'imported' } as const;

/** The page itself in place of its PDF, which takes a window: reports.spec.ts and export-reports.spec.ts have those. */
const htmlPrinter = (onPage = (): void => undefined): ReportPrinter => ({
  language: 'de',
  toPdf: (page) => {
    onPage();
    return Promise.resolve(page.get('page.html')?.body ?? new Uint8Array());
  },
});

test('reports come one a case under names that tell nothing, in the reader’s language, and the tables say which', async () => {
  const { db, folder, exporter } = await bench();
  const { patientName, patientId } = describeImage(readFileSync(samplePath(0)), 'x');
  const sections = { indication: '', technique: '', comparison: '', findings: `Seen with ${patientName}.`, impression: '' };
  keepDraft(db, 1, { kind: 'report', sections, analysis: { text: 'computed', basis: null } }, 0);
  const pdfs = { formats: ['csv', 'json', 'pdf'], burntInChecked: true } as const;
  const ended = await exporter.start(order(pdfs), join(folder, 'named'), htmlPrinter()).finished;
  expect(ended).toMatchObject({ state: 'finished', files: 5, problems: [] });
  const without = await exporter.start(order({ ...pdfs, deIdentify: true }), join(folder, 'anonymous'), htmlPrinter()).finished;
  expect(without).toMatchObject({ state: 'finished', files: 5, problems: [] });
  const names = [1, 2, 3].map((n) => `case-000${n}.pdf`);
  const read = (name: string, place: number): string => readFileSync(join(folder, name, 'reports', names[place] ?? ''), 'utf8');
  const tables = (name: string) =>
    parse(readFileSync(join(folder, name, 'cases.csv')), { bom: true, columns: true }) as Record<string, string>[];
  expect([listed(join(folder, 'named/reports')), listed(join(folder, 'anonymous/reports'))]).toEqual([names, names]);
  expect(tables('anonymous').map((row) => row['pdf_file'])).toEqual(names.map((name) => `reports/${name}`));
  const seen = (html: string): readonly boolean[] => [html.includes('Seen with'), html.includes(patientName), html.includes(patientId)];
  expect([seen(read('named', 0)), seen(read('anonymous', 0))]).toEqual([
    [true, true, true],
    [true, false, false],
  ]);
  expect([read('named', 1).includes('Es wurde kein Befund geschrieben'), read('named', 1).includes('lang="de"')]).toEqual([true, true]);
  // One pseudonym in the table and on the page.
  expect(read('anonymous', 0)).toContain(tables('anonymous')[0]?.['patient_id']);
});

test('a report whose image may show a name stays here, said once, and what is cancelled while it is laid out leaves nothing', async () => {
  const { folder, exporter } = await bench();
  const refused = await exporter.start(order({ formats: ['png', 'pdf'], deIdentify: true }), join(folder, 'out'), htmlPrinter()).finished;
  expect([refused.files, refused.problems.map(({ code, file }) => [code, file])]).toEqual([
    0,
    [0, 1, 2].map((index) => ['burnt-in-text', basename(samplePath(index))]),
  ]);
  let laidOut = 0;
  const started = exporter.start(order({ formats: ['pdf'] }), join(folder, 'cancelled'), {
    ...htmlPrinter(() => {
      laidOut += 1;
      exporter.cancel(started.exportId);
    }),
  });
  expect(await started.finished).toMatchObject({ state: 'cancelled' });
  expect([laidOut, leftBehind(folder)]).toEqual([1, ['out']]);
});

test('without a window there is no PDF', async () => {
  const { folder, exporter } = await bench();
  const ended = await exporter.start(order({ formats: ['pdf'] }), join(folder, 'out')).finished;
  expect([ended.state, ended.failure?.code, leftBehind(folder)]).toEqual(['failed', 'invalid-request', []]);
});

test('an original that is not what was imported is left out and named; the others go', async () => {
  const { folder, store, exporter } = await bench();
  writeFileSync(originalPath(store, sha256(samplePath(1))), 'not a radiograph any more');
  const ended = await exporter.start(order({ formats: ['dicom'] }), join(folder, 'out')).finished;
  expect(ended).toMatchObject({ state: 'finished', files: 2, problems: [{ code: 'damaged', file: basename(samplePath(1)) }] });
});

test('the image on the screen is exported as it is shown, with its overlay where that is asked for', async () => {
  const { folder, exporter } = await bench();
  const view = { ...asInFile, rotation: 90 as const, window: { centre: 128, width: 2, shape: 'LINEAR_EXACT' as const } };
  const look = { levels: null, opacity: 1 };
  const changes = { formats: ['png'] as const, shown: { instanceId: 1, view }, overlay: look };
  await exporter.start(order(changes), join(folder, 'out')).finished;
  const [first, second] = [1, 2].map((n) => decode(readFileSync(join(folder, `out/images/case-000${n}-image-1.png`))));
  // A window of width 2 leaves black, white and one grey; frames of the regions are in colour. The second image has no score.
  const greys = new Set(first?.data.filter((_, at) => at % 3 === 2));
  expect([first?.channels, greys.size <= 5, second?.channels]).toEqual([3, true, 1]);
});

test('the reader’s marks are drawn where that is asked for, de-identified without what was written', async () => {
  const { db, folder, exporter } = await bench();
  const text = { kind: 'text', at: { x: 100, y: 500 }, text: 'Miller' } as const;
  const box = { kind: 'box', area: { x: 500, y: 100, width: 200, height: 100 } } as const;
  writeMarks(
    db,
    1,
    [text, box].map((shape, place) => ({ id: `0000000${place}-0000-4000-8000-000000000000`, shape })),
    0,
  );
  const read = (name: string) => decode(readFileSync(join(folder, name, 'images/case-0001-image-1.png')));
  const pngs = { formats: ['png'], burntInChecked: true } as const;
  await exporter.start(order(pngs), join(folder, 'plain')).finished;
  await exporter.start(order({ ...pngs, marks: true }), join(folder, 'marked')).finished;
  await exporter.start(order({ ...pngs, marks: true, deIdentify: true }), join(folder, 'anonymous')).finished;
  const plain = read('plain');
  /** How many pixels of a part are another colour than the image's grey. */
  const drawn = ({ data, channels, width }: ReturnType<typeof read>, left: number, top: number): number => {
    let count = 0;
    for (let y = top; y < top + 20; y += 1)
      for (let x = left; x < left + 60; x += 1) count += Number(data[channels * (y * width + x) + 2] !== plain.data[y * width + x]);
    return count;
  };
  const counts = ['marked', 'anonymous'].map((name) => [drawn(read(name), 500, 90), drawn(read(name), 100, 485)]);
  expect([plain.channels, counts.map(([edge = 0, words = 0]) => [edge > 200, words > 200])]).toEqual([
    1,
    [
      [true, true],
      [true, false],
    ],
  ]);
});

const canMount = process.getuid?.() === 0 && spawnSync('mount', ['--version']).status === 0;
testWhere(canMount, 'the right to mount')('a full disk is a clear failure that leaves nothing', async () => {
  const { folder, exporter } = await bench();
  const small = join(folder, 'small');
  mkdirSync(small);
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=512k', 'tmpfs', small]).status !== 0) return;
  onTestFinished(() => void spawnSync('umount', [small]));
  const ended = await exporter.start(order(), join(small, 'out')).finished;
  expect(ended).toMatchObject({ state: 'failed', failure: { code: 'disk-full' } });
  expect(readdirSync(small)).toEqual([]);
});

test('study numbers in few words', () => {
  expect([rangesOf([7, 1, 2, 3]), rangesOf([5]), rangesOf([2, 4, 2])]).toEqual(['1-3, 7', '5', '2, 4']);
});
