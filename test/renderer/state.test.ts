import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createAppClient } from '../../src/renderer/app-client';
import { Application } from '../../src/renderer/state/application.svelte';
import { Imports, importRate } from '../../src/renderer/state/imports.svelte';
import { OpenCase } from '../../src/renderer/state/open-case.svelte';
import { StudyList } from '../../src/renderer/state/study-list.svelte';
import { ExpectedFailure } from '../../src/shared/failure';
import type { Failure } from '../../src/shared/failure';
import type { InstanceResult } from '../../src/shared/prediction';
import type { ImportProgress, InstanceRecord, StudyQuery, StudyRow } from '../../src/shared/study';
import { clientOf } from './client-of';

const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('a refusal of the main process is thrown as the failure it is', async () => {
  const failure: Failure = { code: 'read-only', message: 'The folder cannot be written.' };
  const client = createAppClient({
    request: async () => ({ ok: false, failure }),
    listen: () => () => undefined,
    pathOfDroppedFile: () => '',
  });
  await expect(client.request('app.describe', null)).rejects.toEqual(new ExpectedFailure(failure));
});

describe('study list', () => {
  const row = (studyId: number): StudyRow => ({ studyId, patientName: `Patient ${studyId}` }) as StudyRow;
  const history = (count: number) =>
    clientOf({
      'studies.list': ({ offset, limit, search }: StudyQuery) => {
        const total = search === '' ? count : 1;
        return {
          total,
          offset,
          rows: Array.from({ length: Math.max(0, Math.min(limit, total - offset)) }, (_, step) => row(offset + step + 1)),
        };
      },
    });
  const offsets = (client: ReturnType<typeof history>): number[] => client.asked.map(([, query]) => (query as StudyQuery).offset);

  test('fetches the pages on the screen and one on either side, each once', async () => {
    const client = history(100_000);
    const list = new StudyList(client);
    await list.load();
    list.need(50_010, 50_020);
    list.need(50_020, 50_030);
    await settle();
    expect({
      offsets: offsets(client),
      total: list.total,
      row: list.rowAt(50_015)?.studyId,
      far: list.rowAt(70_000),
      at: list.indexOf(50_016),
    }).toEqual({
      offsets: [0, 50_000, 50_100, 49_900],
      total: 100_000,
      row: 50_016,
      far: null,
      at: 50_015,
    });
  });

  test('searches once the typing pauses, and keeps the old rows until then', async () => {
    const client = history(300);
    const list = new StudyList(client);
    await list.load();
    for (const text of ['p', 'pa', 'pat']) list.search(text);
    const before = { asked: client.asked.length, total: list.total, searching: list.searching };
    await vi.advanceTimersByTimeAsync(120);
    expect({ before, asked: client.asked.length, total: list.total, search: list.criteria.search, unfiltered: list.unfiltered }).toEqual({
      before: { asked: 1, total: 300, searching: true },
      asked: 2,
      total: 1,
      search: 'pat',
      unfiltered: false,
    });
  });

  test('an answer to older criteria is dropped', async () => {
    const replies: ((total: number) => void)[] = [];
    const list = new StudyList(
      clientOf({ 'studies.list': () => new Promise((resolve) => replies.push((total) => resolve({ total, offset: 0, rows: [] }))) }),
    );
    void list.filter({ result: 'positive' });
    void list.filter({ result: 'negative' });
    replies[1]?.(2);
    replies[0]?.(1);
    await settle();
    expect(list.total).toBe(2);
  });

  test('changed studies are fetched anew in one go, also those of an empty history', async () => {
    let count = 0;
    const client = clientOf({ 'studies.list': () => ({ total: count, offset: 0, rows: count === 0 ? [] : [row(1)] }) });
    const list = new StudyList(client);
    await list.load();
    count = 1;
    list.refresh();
    list.refresh();
    await vi.advanceTimersByTimeAsync(300);
    expect({ asked: client.asked.length, total: list.total, first: list.rowAt(0)?.studyId }).toEqual({ asked: 2, total: 1, first: 1 });
  });

  test('a history that cannot be read says so, and can be tried again', async () => {
    const failure: Failure = { code: 'database-damaged', message: 'The history is damaged.' };
    let broken = true;
    const client = clientOf({
      'studies.list': () => {
        if (broken) throw new ExpectedFailure(failure);
        return { total: 0, offset: 0, rows: [] };
      },
    });
    const list = new StudyList(client);
    await list.load();
    const first = list.failure;
    broken = false;
    await list.load();
    expect([first, list.failure, list.total]).toEqual([failure, null, 0]);
  });
});

describe('open case', () => {
  const scored = (instanceId: number): InstanceResult => ({ status: 'ok', predictionId: instanceId + 100, instanceId }) as InstanceResult;
  const detail = (studyId: number) => ({
    study: { studyId, leadInstanceId: studyId * 10 } as StudyRow,
    instances: [studyId * 10, studyId * 10 + 1].map((instanceId) => ({ instanceId, result: { status: 'pending' } }) as InstanceRecord),
  });
  const main = () =>
    clientOf({
      'studies.show': ({ studyId }) => detail(studyId),
      'prediction.request': ({ instanceId }) => scored(instanceId),
      'prediction.heatmap': ({ predictionId }) => ({ width: predictionId }),
    });

  test('opens at the lead image, asks for its result once the reader rests, and fetches the overlay', async () => {
    const client = main();
    const openCase = new OpenCase(client);
    await openCase.open(1);
    const before = openCase.result;
    await vi.advanceTimersByTimeAsync(150);
    expect([before, openCase.result, openCase.heatmap, client.asked.map(([name]) => name)]).toEqual([
      { status: 'pending' },
      scored(10),
      { width: 110 },
      ['studies.show', 'prediction.request', 'prediction.heatmap'],
    ]);
  });

  test('cases passed by on the way are not predicted', async () => {
    const client = main();
    const openCase = new OpenCase(client);
    for (const studyId of [1, 2, 3]) {
      void openCase.open(studyId);
      await settle();
    }
    await vi.advanceTimersByTimeAsync(150);
    expect(client.asked.filter(([name]) => name === 'prediction.request')).toEqual([['prediction.request', { instanceId: 30 }]]);
  });

  test('steps through the study’s images and no further', async () => {
    const openCase = new OpenCase(main());
    await openCase.open(1);
    openCase.step(1);
    const second = openCase.instance?.instanceId;
    openCase.step(1);
    expect([second, openCase.instance?.instanceId]).toEqual([11, 11]);
  });

  test('a failed request is a failed result, never a negative one, and can be tried again', async () => {
    const failure: Failure = { code: 'engine-stopped', message: 'The engine stopped.' };
    let broken = true;
    const client = clientOf({
      'studies.show': ({ studyId }) => detail(studyId),
      'prediction.request': ({ instanceId }) => {
        if (broken) throw new ExpectedFailure(failure);
        return scored(instanceId);
      },
    });
    const openCase = new OpenCase(client);
    await openCase.open(1);
    await vi.advanceTimersByTimeAsync(150);
    const failed = openCase.result;
    broken = false;
    await openCase.retry();
    expect([failed, openCase.result]).toEqual([{ status: 'error', failure, computedAtMs: Date.now() }, scored(10)]);
  });

  test('a result announced for another image does not show on this one', async () => {
    const openCase = new OpenCase(main());
    await openCase.open(1);
    openCase.receive(1, 11, scored(11));
    openCase.receive(2, 99, scored(99));
    expect([openCase.result, openCase.resultOf(11), openCase.resultOf(99)]).toEqual([{ status: 'pending' }, scored(11), null]);
  });

  test('a result announced before its study has arrived is not lost', async () => {
    const openCase = new OpenCase(main());
    const opening = openCase.open(1);
    openCase.receive(1, 11, scored(11));
    await opening;
    expect(openCase.resultOf(11)).toEqual(scored(11));
  });
});

describe('imports', () => {
  const progress = (change: Partial<ImportProgress>): ImportProgress => ({
    importId: 1,
    state: 'importing',
    filesFound: 10,
    filesDone: 5,
    imported: 5,
    duplicates: 0,
    failures: [],
    elapsedMilliseconds: 2000,
    remainingMilliseconds: 2000,
    firstStudyId: 3,
    waitsForHistory: false,
    ...change,
  });

  test('the rate is files a second, once there is one', () => {
    expect([importRate(progress({})), importRate(progress({ filesDone: 0 }))]).toEqual([2.5, null]);
  });

  test('an end is told once; a quiet one leaves by itself, one with failures stays', async () => {
    const ended: ImportProgress[] = [];
    const imports = new Imports(
      clientOf({}),
      () => undefined,
      (finished) => ended.push(finished),
    );
    const quiet = progress({ state: 'finished' });
    const loud = progress({ importId: 2, state: 'finished', failures: [{ code: 'truncated', message: 'x.dcm is cut short.' }] });
    for (const one of [progress({}), quiet, quiet, loud]) imports.receive(one);
    await vi.advanceTimersByTimeAsync(6000);
    expect([ended, imports.known, imports.running]).toEqual([[quiet, loud], [loud], false]);
  });

  test('files are imported by their path, and what has none is named', async () => {
    const reported: Failure[] = [];
    const client = clientOf({ 'import.start': () => ({ importId: 1 }) });
    const imports = new Imports(
      client,
      (failure) => reported.push(failure),
      () => undefined,
    );
    await imports.drop([new File([], 'a.dcm'), new File([], '')]);
    await imports.drop([new File([], '')]);
    expect([client.asked, reported.map(({ code }) => code)]).toEqual([[['import.start', { paths: ['a.dcm'] }]], ['not-found']]);
  });
});

test('a slider being dragged is stored once, at its last place', async () => {
  const client = clientOf({ 'settings.write': (change) => change });
  const application = new Application(client);
  for (const overlayOpacity of [0.4, 0.3, 0.2]) application.change({ overlayOpacity });
  application.change({ overlayVisible: false });
  const shown = application.settings.overlayOpacity;
  await vi.advanceTimersByTimeAsync(250);
  expect([shown, client.asked]).toEqual([0.2, [['settings.write', { overlayOpacity: 0.2, overlayVisible: false }]]]);
});
