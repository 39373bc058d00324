import { expect, test } from 'vitest';
import { recordModel } from '../../src/main/store/models';
import { recordFailure, recordPrediction } from '../../src/main/store/results';
import {
  findStudies,
  listStudies,
  pendingInstances,
  type RecordOutcome,
  recordImages,
  showInstance,
  showStudy,
} from '../../src/main/store/studies';
import type { StudyQuery } from '../../src/shared/study';
import { description, emptyHistory, failureOf, heatmap, image, model, prediction } from './builders';
import { everything } from './queries';

function studyIdsOf(outcomes: readonly RecordOutcome[]): readonly (number | string)[] {
  return outcomes.map((outcome) => ('failure' in outcome ? outcome.failure.code : outcome.studyId));
}

test('an image comes back with everything its header said', () => {
  const database = emptyHistory();
  const outcomes = recordImages(database, [image(1, description())], 1234);
  expect(outcomes).toEqual([{ kind: 'new', instanceId: 1, studyId: 1 }]);
  const record = {
    ...description(),
    instanceId: 1,
    studyId: 1,
    sha256: image(1).sha256,
    byteLength: 1001,
    originalName: 'image-1.dcm',
    otherNames: [],
    importedAtMs: 1234,
    result: { status: 'pending' },
  };
  expect(showInstance(database, 1)).toEqual(record);
  expect(showStudy(database, 1)).toEqual({
    study: {
      studyId: 1,
      studyInstanceUid: '1.2.1',
      patientName: 'Doe, Jane',
      patientId: 'P1',
      patientSex: 'F',
      patientAgeYears: 49.5,
      studyDate: '2019-05-06',
      studyDescription: 'Chest PA',
      accessionNumber: 'A77',
      imageCount: 1,
      leadInstanceId: 1,
      modality: 'DX',
      viewPosition: 'PA',
      importedAtMs: 1234,
      result: { status: 'pending' },
      spread: null,
      modelId: null,
      status: 'unread',
      statusReader: '',
      statusAtMs: null,
      disagreement: false,
    },
    namesOfSameId: [],
    instances: [record],
  });
});

test('an image whose header is silent comes back silent', () => {
  const database = emptyHistory();
  const silent = description({
    patientId: '',
    patientName: '',
    patientSex: '',
    patientBirthDate: null,
    patientAgeYears: null,
    studyDate: null,
    studyTime: null,
    studyDescription: '',
    accessionNumber: '',
    viewPosition: '',
    instanceNumber: null,
    pixelSpacing: null,
    pixelSpacingKind: null,
    pixelAspect: null,
  });
  recordImages(database, [image(1, silent)], 1);
  expect(showInstance(database, 1)).toMatchObject(silent);
});

test('the same bytes are a duplicate, other bytes under the same UID a conflict, and the rest of the batch goes on', () => {
  const database = emptyHistory();
  recordImages(database, [image(1)], 1);
  const again = { ...image(1), originalName: 'copy.dcm' };
  const other = { ...image(1), sha256: 'f'.repeat(64), originalName: 'other.dcm' };
  expect(recordImages(database, [again, other, image(2), image(2)], 2)).toEqual([
    { kind: 'duplicate', instanceId: 1, studyId: 1 },
    {
      failure: {
        code: 'uid-conflict',
        message: 'other.dcm was not imported: the history holds another image under the same SOP Instance UID 1.2.1.1.1.',
        file: 'other.dcm',
      },
    },
    { kind: 'new', instanceId: 2, studyId: 2 },
    { kind: 'duplicate', instanceId: 2, studyId: 2 },
  ]);
  expect(listStudies(database, everything).rows.map((row) => [row.studyId, row.imageCount, row.importedAtMs])).toEqual([
    [2, 1, 2],
    [1, 1, 1],
  ]);
});

test('an image that the tables cannot hold is left out alone', () => {
  const database = emptyHistory();
  const outcomes = recordImages(database, [image(1), image(2, { rows: Number.NaN }), image(3)], 1);
  expect(outcomes).toEqual([
    { kind: 'new', instanceId: 1, studyId: 1 },
    { failure: { code: 'unexpected', message: expect.stringContaining('image-2.dcm'), file: 'image-2.dcm' } },
    { kind: 'new', instanceId: 2, studyId: 2 },
  ]);
});

test('images without UIDs are told apart by their bytes', () => {
  const database = emptyHistory();
  const silent = { studyInstanceUid: '', seriesInstanceUid: '', sopInstanceUid: '', patientId: '' };
  const outcomes = recordImages(database, [image(1, silent), image(2, silent), image(1, silent)], 1);
  expect(outcomes).toEqual([
    { kind: 'new', instanceId: 1, studyId: 1 },
    { kind: 'new', instanceId: 2, studyId: 2 },
    { kind: 'duplicate', instanceId: 1, studyId: 1 },
  ]);
});

test('a patient is known by id, name and birth date; without an id within the study only', () => {
  const database = emptyHistory();
  const jane = { patientId: 'P', patientName: 'Doe, Jane', patientBirthDate: '1970-01-01' };
  const nameless = { patientId: '', patientName: '', patientBirthDate: null };
  recordImages(
    database,
    [
      image(1, jane),
      image(2, { ...jane, patientName: 'DOE, JANE' }),
      image(3, { ...jane, patientName: 'Roe, Mary' }),
      image(4, { ...jane, patientBirthDate: '1980-01-01' }),
      image(5, nameless),
      image(6, nameless),
      image(7, { ...nameless, studyInstanceUid: '1.2.5' }),
    ],
    1,
  );
  const patients = database.prepare('SELECT patient_key FROM studies ORDER BY study_id').pluck().all();
  expect(patients).toEqual([1, 1, 2, 3, 4, 5]);
  expect(listStudies(database, everything).rows.map((row) => row.imageCount)).toEqual([1, 2, 1, 1, 1, 1]);
});

test("one patient's image never appears under another's study, whatever UID it claims", () => {
  const database = emptyHistory();
  const same = { studyInstanceUid: '1.9' };
  const outcomes = recordImages(database, [image(1, same), image(2, same), image(3, { ...same, patientId: 'P1' })], 1);
  expect(studyIdsOf(outcomes)).toEqual([1, 2, 1]);
  expect(findStudies(database, '1.9').map((study) => [study.studyId, study.patientId])).toEqual([
    [1, 'P1'],
    [2, 'P2'],
  ]);
});

test('the frontal image stands for the study until scores are there, then the most suspicious one', () => {
  const database = emptyHistory();
  recordModel(database, model);
  const study = { patientId: 'P', studyInstanceUid: '1.9' };
  const views = ['LL', '', 'PA', 'AP'].map((viewPosition, n) => image(n, { ...study, viewPosition, instanceNumber: 4 - n }));
  recordImages(database, views, 1);
  const lead = () => listStudies(database, everything).rows.map((row) => [row.leadInstanceId, row.imageCount, row.result]);
  expect(lead()).toEqual([[4, 4, { status: 'pending' }]]);
  recordPrediction(database, 3, prediction(0.3), heatmap());
  expect(lead()).toEqual([[3, 4, { status: 'ok', probability: 0.3, threshold: 0.4, positive: false }]]);
  recordPrediction(database, 4, prediction(0.7), heatmap());
  recordFailure(database, 1, { code: 'not-frontal-chest', message: 'A lateral view.' }, { modelId: 'first', modelSha256: model.sha256 }, 5);
  expect(lead()).toEqual([[4, 4, { status: 'ok', probability: 0.7, threshold: 0.4, positive: true }]]);
});

test('what is not in the history is said to be absent', () => {
  const database = emptyHistory();
  const attempts = [
    () => showStudy(database, 1),
    () => showInstance(database, 1),
    () => findStudies(database, '1.2.3'),
    () => findStudies(database, '7'),
  ];
  expect(attempts.map((attempt) => failureOf(attempt)?.code)).toEqual(Array(4).fill('not-in-history'));
});

test('a study is found by its UID or by its number', () => {
  const database = emptyHistory();
  recordImages(database, [image(1), image(2), image(3, { studyInstanceUid: '2' })], 1);
  expect(['1.2.2', ' 1 ', '2'].map((text) => findStudies(database, text).map((study) => study.studyId))).toEqual([[2], [1], [3]]);
});

test('pending are the images this model has not answered for, newest first', () => {
  const database = emptyHistory();
  recordModel(database, model);
  recordModel(database, { ...model, sha256: 'cd'.repeat(32) });
  recordImages(
    database,
    [1, 2, 3, 4].map((n) => image(n)),
    1,
  );
  recordPrediction(database, 2, prediction(0.3), heatmap());
  recordFailure(database, 3, { code: 'truncated', message: 'Cut short.' }, { modelId: 'first', modelSha256: model.sha256 }, 5);
  const pending = (sha256: string, limit: number) => pendingInstances(database, sha256, limit).map((record) => record.instanceId);
  expect([pending(model.sha256, 10), pending('cd'.repeat(32), 3)]).toEqual([
    [4, 1],
    [4, 3, 2],
  ]);
});

function searched(changes: Partial<StudyQuery>, build: Parameters<typeof recordImages>[1]): readonly number[] {
  const database = emptyHistory();
  recordModel(database, model);
  recordImages(database, build, Date.parse('2021-06-01T12:00:00'));
  return listStudies(database, { ...everything, sort: 'patient-id', descending: false, ...changes }).rows.map((row) => row.studyId);
}

test.each([
  ['MULLER', [1]],
  ['müller', [1]],
  ['ü', [1, 2]],
  ['strasse', [1]],
  ['lukasz', [2]],
  ['山', [3]],
  ['김민', [4]],
  ['민', [4]],
  ['ΠΑΠΑΔΌΠΟΥΛΟΣ', [5]],
  ['παπαδοπουλοσ', [5]],
  ['иванова', [6]],
  ['И', [6]],
  ['özil', [7]],
  ['OZIL ali', [7]],
  ['ali  özil', [7]],
  ['p3', [3]],
  ['acc-4', [4]],
  ['knee', [6]],
  ['100%', [6]],
  ['_', []],
  ['%', [6]],
  ["'", [2]],
  ['[', [3]],
  ['[a]', [3]],
  ['*', []],
  ['?', []],
  ['"', []],
  ['p6 acc', [6]],
  ['p6acc', []],
  ['', [1, 2, 3, 4, 5, 6, 7]],
  ['  ', [1, 2, 3, 4, 5, 6, 7]],
  ['nobody', []],
])('a search for %j finds studies %j', (search, expected) => {
  const names = ['Müller-Straße, Jürgen', "Łukasz O'Brien", '山田, 太郎', '김민수', 'Παπαδόπουλος, Νίκος', 'Иванова, Ольга', 'Özil, Ali'];
  const images = names.map((patientName, n) =>
    image(n + 1, {
      patientName,
      accessionNumber: `ACC-${String(n + 1)}`,
      studyDescription: ['Thorax', 'Thorax', 'Thorax [A]', 'Thorax', 'Thorax', 'Knee 100%'][n] ?? 'Thorax',
    }),
  );
  expect(searched({ search }, images)).toEqual(expected);
});

test('dates bound the list inclusively; a study without one counts by the day on which it came in', () => {
  const images = ['2019-12-31', '2020-01-01', '2020-12-31', '2021-01-01', null].map((studyDate, n) => image(n + 1, { studyDate }));
  expect([
    searched({ dateFrom: '2020-01-01', dateTo: '2020-12-31' }, images),
    searched({ dateFrom: '2020-12-31' }, images),
    searched({ dateTo: '2019-12-31' }, images),
    searched({ dateFrom: '2021-06-01', dateTo: '2021-06-01' }, images),
  ]).toEqual([[2, 3], [3, 4, 5], [1], [5]]);
});

test('every order goes both ways, with studies that have nothing to be sorted by at the end', () => {
  const database = emptyHistory();
  recordModel(database, model);
  const images = [
    image(1, { patientName: 'zeta', patientId: 'b', studyDate: '2020-01-01', studyTime: '10:00:00' }),
    image(2, { patientName: 'Álpha', patientId: 'C', studyDate: '2020-01-01', studyTime: '09:00:00' }),
    image(3, { patientName: 'beta', patientId: 'a', studyDate: null }),
  ];
  images.forEach((each, n) => recordImages(database, [each], 1000 - n));
  recordPrediction(database, 1, prediction(0.2), heatmap());
  recordPrediction(database, 3, prediction(0.9), heatmap());
  const order = (sort: StudyQuery['sort'], descending: boolean) =>
    listStudies(database, { ...everything, sort, descending }).rows.map((row) => row.studyId);
  const sorts = ['imported', 'study-date', 'patient-name', 'patient-id', 'probability'] as const;
  expect(Object.fromEntries(sorts.map((sort) => [sort, [order(sort, false), order(sort, true)]]))).toEqual({
    imported: [
      [3, 2, 1],
      [1, 2, 3],
    ],
    'study-date': [
      [2, 1, 3],
      [1, 2, 3],
    ],
    'patient-name': [
      [2, 3, 1],
      [1, 3, 2],
    ],
    'patient-id': [
      [3, 1, 2],
      [2, 1, 3],
    ],
    probability: [
      [1, 3, 2],
      [3, 1, 2],
    ],
  });
});

test('results are filtered by what they came to', () => {
  const database = emptyHistory();
  recordModel(database, model);
  recordImages(
    database,
    [1, 2, 3, 4, 5].map((n) => image(n)),
    1,
  );
  const run = { modelId: 'first', modelSha256: model.sha256 };
  recordPrediction(database, 1, prediction(0.4), heatmap());
  recordPrediction(database, 2, prediction(0.39), heatmap());
  recordFailure(database, 3, { code: 'not-frontal-chest', message: 'A lateral view.' }, run, 5);
  recordFailure(database, 4, { code: 'truncated', message: 'Cut short.' }, run, 5);
  const kinds = ['positive', 'negative', 'refused', 'error', 'pending', 'any'] as const;
  const found = kinds.map((result) => listStudies(database, { ...everything, result, sort: 'patient-id', descending: false }).rows);
  expect(found.map((rows) => rows.map((row) => row.studyId))).toEqual([[1], [2], [3], [4], [5], [1, 2, 3, 4, 5]]);
  expect(found.slice(2, 4).map((rows) => rows[0]?.result)).toEqual([
    { status: 'refused', code: 'not-frontal-chest', message: 'A lateral view.' },
    { status: 'error', code: 'truncated', message: 'Cut short.' },
  ]);
});

test('pages put together are the whole list, and each tells the total', () => {
  const database = emptyHistory();
  recordImages(
    database,
    Array.from({ length: 1203 }, (_, n) => image(n, { patientName: n % 2 === 0 ? 'Even' : 'Odd' })),
    1,
  );
  for (const search of ['', 'even', 'v']) {
    const expected = search === '' ? 1203 : 602;
    const pages = [0, 500, 1000, 1500].map((offset) => listStudies(database, { ...everything, search, offset, limit: 500 }));
    expect(pages.map((page) => page.total)).toEqual(Array(4).fill(expected));
    expect(new Set(pages.flatMap((page) => page.rows.map((row) => row.studyId))).size).toBe(expected);
  }
});

test.each([{ limit: 0 }, { limit: 501 }, { limit: 1.5 }, { limit: -1 }, { offset: -1 }, { offset: Number.NaN }])(
  'a page like %j is refused',
  (page) => {
    const database = emptyHistory();
    expect(failureOf(() => listStudies(database, { ...everything, ...page }))?.code).toBe('invalid-request');
  },
);

test('a search of any length is answered', () => {
  const database = emptyHistory();
  recordImages(database, [image(1)], 1);
  expect(listStudies(database, { ...everything, search: 'x '.repeat(50_000) }).total).toBe(0);
  expect(listStudies(database, { ...everything, search: 'x'.repeat(100_000) }).total).toBe(0);
});
