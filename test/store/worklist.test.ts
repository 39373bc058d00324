import { expect, test } from 'vitest';
import type { Database } from '../../src/main/store/database';
import { localDay } from '../../src/main/store/local-day';
import { recordModel } from '../../src/main/store/models';
import { recordFailure, recordPrediction } from '../../src/main/store/results';
import { writeSettings } from '../../src/main/store/settings';
import { countByStatus, listStudies, listStudyIds, recordImages, showStudy, studyFacets } from '../../src/main/store/studies';
import { setStatus } from '../../src/main/store/study-status';
import { recordVerdict } from '../../src/main/store/verdicts';
import type { StudyQuery } from '../../src/shared/study';
import { emptyHistory, heatmap, image, model, prediction, verdict } from './builders';
import { everything } from './queries';

const now = Date.parse('2026-03-29T23:30:00');
const [today, yesterday] = ['2026-03-29', '2026-03-28'];

/** Studies 1, 2, 3 …, each with its date and, where there is one, its score and spread. */
function history(studies: readonly { date: string | null; score?: number; spread?: number }[]): Database {
  const database = emptyHistory();
  recordModel(database, model);
  recordImages(
    database,
    studies.map(({ date }, index) => image(index + 1, { studyDate: date })),
    now,
  );
  studies.forEach(({ score, spread }, index) => {
    if (score === undefined) return;
    const passes = spread === undefined ? null : { low: score - spread / 2, high: score + spread / 2 };
    recordPrediction(database, index + 1, { ...prediction(score), spread: passes }, heatmap());
  });
  return database;
}

const ids = (database: Database, changes: Partial<StudyQuery>): readonly number[] =>
  listStudies(database, { ...everything, ...changes }, now).rows.map((row) => row.studyId);

test('the worklist begins with today’s unread, then what is open, then what was read: by tenth of the score, then spread, then score', () => {
  const database = history([
    { date: yesterday, score: 0.99 },
    { date: today, score: 0.81 },
    { date: today, score: 0.85 },
    { date: today, score: 0.83, spread: 0.1 },
    { date: today },
    { date: today, score: 0.95 },
    { date: null, score: 0.1 },
    { date: yesterday, score: 0.05 },
    { date: today, score: 0.93 },
  ]);
  setStatus(database, [6], 'read', 'reader', now);
  setStatus(database, [9], 'second-look', 'reader', now);
  // Today: 4 (0.8, spread), 3, 2 (0.8), 7 (0.1, came in today), 5 (no score). Open: 1 (0.9), 9 (0.9, less), 8. Read: 6.
  const order = [4, 3, 2, 7, 5, 1, 9, 8, 6];
  const pages = [0, 2, 4, 6, 8].flatMap((offset) => ids(database, { sort: 'worklist', offset, limit: 2 }));
  expect([ids(database, { sort: 'worklist' }), pages, ids(database, { sort: 'worklist', descending: false })]).toEqual([
    order,
    order,
    order,
  ]);
  expect(listStudyIds(database, { criteria: { ...everything, sort: 'worklist' }, offset: 3, limit: 3 }, now)).toEqual([7, 5, 1]);
  const tomorrow = listStudies(database, { ...everything, sort: 'worklist' }, now + 3_600_000).rows.map((row) => row.studyId);
  expect(tomorrow).toEqual([1, 9, 4, 3, 2, 7, 8, 5, 6]);
});

test('a status is kept with who set it and when, an earlier one stays, and what has it already is left alone', () => {
  const database = history([{ date: today }, { date: today }, { date: today }]);
  writeSettings(database, { readerName: 'Dr. Roe' });
  expect(setStatus(database, [1, 2, 77], 'read', 'reader', 10)).toEqual([
    { studyId: 1, from: 'unread' },
    { studyId: 2, from: 'unread' },
  ]);
  expect(setStatus(database, [2, 3], 'read', 'reader', 11)).toEqual([{ studyId: 3, from: 'unread' }]);
  setStatus(database, [2], 'unread', 'undo', 12);
  const { status, statusReader, statusAtMs } = showStudy(database, 2).study;
  expect({ status, statusReader, statusAtMs }).toEqual({ status: 'unread', statusReader: 'Dr. Roe', statusAtMs: 12 });
  const kept = database.prepare('SELECT study_id, status, cause FROM study_statuses ORDER BY entry_id').raw().all();
  expect(kept).toEqual([
    [1, 'read', 'reader'],
    [2, 'read', 'reader'],
    [3, 'read', 'reader'],
    [2, 'unread', 'undo'],
  ]);
  expect(() => database.exec('DELETE FROM study_statuses')).toThrow('only grows');
  expect(() => database.exec("UPDATE study_statuses SET reader = 'x'")).toThrow('only grows');
});

test('a verdict marks its study read, leaves a second look standing, and shows where reader and model disagree', () => {
  const database = history([{ date: today, score: 0.9 }, { date: today, score: 0.9 }, { date: today }]);
  setStatus(database, [2], 'second-look', 'reader', now);
  for (const instanceId of [1, 2, 3]) recordVerdict(database, verdict(instanceId, false, { decidedAtMs: 20 + instanceId }));
  const rows = () =>
    listStudies(database, { ...everything, sort: 'patient-id', descending: false }, now).rows.map((row) => [
      row.status,
      row.statusAtMs,
      row.disagreement,
    ]);
  expect([rows(), ids(database, { disagreement: true, sort: 'patient-id', descending: false })]).toEqual([
    [
      ['read', 21, true],
      ['second-look', now, true],
      ['read', 23, false],
    ],
    [1, 2],
  ]);
  // A changed mind, a new result below the threshold of 0.4, and a first result above it.
  recordVerdict(database, verdict(1, true, { decidedAtMs: 30 }));
  recordPrediction(database, 2, prediction(0.1), heatmap());
  recordPrediction(database, 3, prediction(0.7), heatmap());
  expect(rows().map(([, , disagreement]) => disagreement)).toEqual([false, false, true]);
});

test('disagreement looks at every image of a study, not only at the one that stands for it', () => {
  const database = emptyHistory();
  recordModel(database, model);
  const study = { patientId: 'P', studyInstanceUid: '1.9' };
  recordImages(database, [image(1, study), image(2, study)], now);
  recordPrediction(database, 1, prediction(0.9), heatmap());
  recordPrediction(database, 2, prediction(0.1), heatmap());
  recordVerdict(database, verdict(2, true, { decidedAtMs: 1 }));
  expect(showStudy(database, 1).study).toMatchObject({ leadInstanceId: 1, disagreement: true });
});

test('every filter leaves the right studies, alone and together, in every order', () => {
  const database = emptyHistory();
  recordModel(database, model);
  recordImages(
    database,
    [
      image(1, { studyDate: today, modality: 'CR', viewPosition: 'AP' }),
      image(2, { studyDate: yesterday, modality: 'DX', viewPosition: 'PA' }),
      image(3, { studyDate: '2026-03-23', modality: 'DX', viewPosition: '' }),
      image(4, { studyDate: '2026-03-22', modality: 'DX', viewPosition: 'PA' }),
    ],
    now,
  );
  recordPrediction(database, 1, prediction(0.25), heatmap());
  recordPrediction(database, 2, prediction(0.5), heatmap());
  recordFailure(database, 3, { code: 'not-frontal-chest', message: 'No.' }, { modelId: 'first', modelSha256: model.sha256 }, 5);
  setStatus(database, [1, 4], 'read', 'reader', now);
  const found = (changes: Partial<StudyQuery>) => {
    const sorts = ['patient-id', 'worklist', 'imported', 'study-date', 'patient-name', 'probability'] as const;
    const orders = sorts.map((sort) => {
      const page = listStudies(database, { ...everything, ...changes, sort, limit: 2 }, now);
      const all = ids(database, { ...changes, sort });
      expect([page.total, page.rows.map((row) => row.studyId)]).toEqual([all.length, all.slice(0, 2)]);
      return [...all].sort();
    });
    expect(orders).toEqual(Array(sorts.length).fill(orders[0]));
    return orders[0];
  };
  expect({
    unread: found({ status: 'unread' }),
    read: found({ status: 'read' }),
    today: found({ period: 'today' }),
    week: found({ period: 'last-7-days' }),
    modality: found({ modality: 'DX' }),
    view: found({ view: 'PA' }),
    silentView: found({ view: '' }),
    from: found({ probabilityFrom: 0.5 }),
    to: found({ probabilityTo: 0.49 }),
    model: found({ modelId: 'first' }),
    otherModel: found({ modelId: 'second' }),
    disagreement: found({ disagreement: true }),
    together: found({
      status: 'unread',
      modality: 'DX',
      view: 'PA',
      probabilityFrom: 0.1,
      modelId: 'first',
      period: 'last-7-days',
      search: 'p2',
    }),
  }).toEqual({
    unread: [2, 3],
    read: [1, 4],
    today: [1],
    week: [1, 2, 3],
    modality: [2, 3, 4],
    view: [2, 4],
    silentView: [3],
    from: [2],
    to: [1],
    model: [1, 2, 3],
    otherModel: [],
    disagreement: [],
    together: [2],
  });
  expect([countByStatus(database, everything, now), countByStatus(database, { ...everything, view: 'PA', status: 'read' }, now)]).toEqual([
    { unread: 2, 'second-look': 0, read: 2 },
    { unread: 1, 'second-look': 0, read: 1 },
  ]);
  expect(studyFacets(database)).toEqual({ modalities: ['CR', 'DX'], views: ['', 'AP', 'PA'], modelIds: ['first'] });
});

test('a day follows the calendar through a change of the clocks', () => {
  const evening = Date.parse('2026-03-30T00:30:00');
  expect([localDay(evening), localDay(evening, -1), localDay(evening, -30), localDay(Date.parse('2024-03-01T12:00:00'), -1)]).toEqual([
    '2026-03-30',
    '2026-03-29',
    '2026-02-28',
    '2024-02-29',
  ]);
});

test('whatever is asked for is read from an index alone, never from the table', () => {
  const database = history([{ date: today, score: 0.5 }]);
  const asked: Partial<StudyQuery> = {
    search: 'p',
    status: 'unread',
    period: 'today',
    dateFrom: '2020-01-01',
    dateTo: '2030-01-01',
    result: 'positive',
    modality: 'DX',
    view: 'PA',
    probabilityFrom: 0,
    probabilityTo: 1,
    modelId: 'first',
    disagreement: true,
  };
  const statements: string[] = [];
  const prepare = database.prepare.bind(database);
  database.prepare = ((sql: string) => {
    statements.push(sql);
    return prepare(sql);
  }) as typeof database.prepare;
  for (const sort of ['worklist', 'imported', 'study-date', 'patient-name', 'patient-id', 'probability'] as const) {
    ids(database, { ...asked, sort, offset: 5 });
    ids(database, { ...asked, sort, offset: 5, descending: false });
  }
  countByStatus(database, { ...everything, ...asked }, now);
  studyFacets(database);
  const plans = statements
    .filter((sql) => sql.includes('INDEXED BY'))
    .map((sql) => {
      const values = Array(sql.split('?').length - 1).fill(null);
      return prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(...values);
    });
  const details = plans.flatMap((plan) => plan.map(({ detail }) => detail)).filter((detail) => detail.includes('studies'));
  expect(details.length).toBeGreaterThan(15);
  expect(details.filter((detail) => !detail.includes('COVERING INDEX'))).toEqual([]);
});
