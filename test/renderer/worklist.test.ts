import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Application } from '../../src/renderer/state/application.svelte';
import { hiddenConditions, isUnfiltered, sameCriteria, withoutFilters } from '../../src/renderer/state/criteria';
import { OpenCase } from '../../src/renderer/state/open-case.svelte';
import { StudyList } from '../../src/renderer/state/study-list.svelte';
import { StudySelection } from '../../src/renderer/state/study-selection.svelte';
import { Worklist } from '../../src/renderer/state/worklist.svelte';
import { secondLine, tableTracks } from '../../src/renderer/studies/list-columns';
import { scoreBound } from '../../src/renderer/studies/score-bound';
import { ExpectedFailure } from '../../src/shared/failure';
import type { Failure } from '../../src/shared/failure';
import type { StudyRow } from '../../src/shared/study';
import { everyStudy, type StudyStatus } from '../../src/shared/worklist';
import { type Answers, clientOf } from './client-of';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A history of `count` unread studies 1, 2, 3 … whose main process keeps statuses and moves what was read to the end. */
async function morning(count: number, answers: Answers = {}) {
  const statuses = new Map(Array.from({ length: count }, (_, index): [number, StudyStatus] => [index + 1, 'unread']));
  const inOrder = (): number[] => {
    const ids = [...statuses.keys()];
    return [...ids.filter((id) => statuses.get(id) !== 'read'), ...ids.filter((id) => statuses.get(id) === 'read')];
  };
  const row = (studyId: number): StudyRow => ({ studyId, status: statuses.get(studyId) }) as StudyRow;
  const client = clientOf({
    'studies.list': ({ offset, limit }) => ({
      total: count,
      offset,
      rows: inOrder()
        .slice(offset, offset + limit)
        .map(row),
    }),
    'studies.show': ({ studyId }) => ({ study: { ...row(studyId), leadInstanceId: studyId }, namesOfSameId: [], instances: [] }),
    'worklist.ids': ({ offset, limit }) => inOrder().slice(offset, offset + limit),
    'worklist.counts': () => ({ unread: 2, 'second-look': 1, read: 4 }),
    'worklist.mark': ({ studyIds, status }) => {
      const changed = studyIds
        .flatMap((studyId) => ({ studyId, from: statuses.get(studyId) ?? 'unread' }))
        .filter(({ from }) => from !== status);
      for (const { studyId } of changed) statuses.set(studyId, status);
      return changed;
    },
    'settings.write': (changes) => changes,
    ...answers,
  });
  const reported: Failure[] = [];
  const application = new Application(client);
  Object.defineProperty(application, 'report', { value: (failure: Failure) => reported.push(failure) });
  const list = new StudyList(client);
  const openCase = new OpenCase(client);
  const worklist = new Worklist({ client, application, list, openCase });
  const selection = new StudySelection({ client, list, openCase, report: application.report });
  await list.load();
  return { client, application, list, openCase, worklist, selection, statuses, reported };
}

const marks = (client: { readonly asked: readonly [string, unknown][] }): unknown[] =>
  client.asked.filter(([name]) => name === 'worklist.mark').map(([, input]) => input);

describe('statuses', () => {
  test('a key turns the open case to read and back, and shows it at once', async () => {
    const { list, openCase, worklist, selection, client } = await morning(3);
    await openCase.open(2);
    await worklist.status.toggle(selection.studyIds, 'read');
    const shown = list.rowOf(2)?.status;
    await vi.advanceTimersByTimeAsync(300);
    await worklist.status.toggle(selection.studyIds, 'read');
    await worklist.status.toggle(selection.studyIds, 'second-look');
    await worklist.status.toggle(selection.studyIds, 'second-look');
    expect([shown, marks(client)]).toEqual([
      'read',
      ['read', 'unread', 'second-look', 'read'].map((status) => ({ studyIds: [2], status, undo: false })),
    ]);
  });

  test('many studies are marked in parts, and undone each to what it was', async () => {
    const { worklist, selection, client, statuses } = await morning(450);
    statuses.set(7, 'second-look').set(8, 'read');
    await selection.all();
    await worklist.status.mark(selection.studyIds, 'read');
    const { message } = worklist.undo;
    const parts = marks(client).map((input) => (input as { studyIds: number[] }).studyIds.length);
    await worklist.undo.undo();
    expect([message, parts, statuses.get(1), statuses.get(7), statuses.get(8), worklist.undo.message]).toEqual([
      '449 studies marked read.',
      [200, 200, 50],
      'unread',
      'second-look',
      'read',
      null,
    ]);
  });

  test('what was marked before a failure can be undone, and the failure is said', async () => {
    let calls = 0;
    const failure: Failure = { code: 'database-locked', message: 'Locked.' };
    const { worklist, reported } = await morning(3, {
      'worklist.mark': ({ studyIds }) => {
        calls += 1;
        if (calls === 2) throw new ExpectedFailure(failure);
        return studyIds.map((studyId) => ({ studyId, from: 'unread' }));
      },
    });
    await worklist.status.mark(
      Array.from({ length: 300 }, (_, index) => index + 1),
      'read',
    );
    expect([reported, worklist.undo.message, worklist.status.progress]).toEqual([[failure], '200 studies marked read.', null]);
  });
});

test('the case after the open one stays the next, though reading moves the open one to the end', async () => {
  const { list, openCase, worklist } = await morning(4);
  await openCase.open(2);
  worklist.order.observe();
  await worklist.status.mark([2], 'read');
  await vi.advanceTimersByTimeAsync(300);
  worklist.order.observe();
  const at = list.indexOf(2);
  expect([at, worklist.order.next(1)?.studyId, worklist.order.next(-1)?.studyId]).toEqual([3, 3, 1]);
  await openCase.open(3);
  worklist.order.observe();
  expect([worklist.order.next(1)?.studyId, worklist.order.next(-1)?.studyId]).toEqual([4, 1]);
});

describe('selection', () => {
  test('one by one, in ranges, by keyboard and all of them, also those on pages that were not fetched', async () => {
    const { openCase, selection } = await morning(350);
    await openCase.open(1);
    const seen: unknown[] = [selection.studyIds];
    selection.toggle(3, 2);
    seen.push(selection.studyIds);
    selection.toggle(1, 0);
    seen.push(selection.studyIds);
    selection.clear(4);
    await selection.extendTo(6);
    seen.push(selection.studyIds);
    await selection.extendBy(-1);
    seen.push(selection.studyIds);
    await selection.extendTo(349);
    seen.push([selection.picked, selection.has(350)]);
    await selection.all();
    seen.push(selection.picked);
    selection.clear();
    seen.push(selection.studyIds);
    expect(seen).toEqual([[1], [1, 3], [3], [5, 6, 7], [5, 6], [346, true], 350, [1]]);
  });

  test('a range never leaves the list', async () => {
    const { selection } = await morning(2);
    await selection.extendBy(1);
    await selection.extendBy(-1);
    await selection.extendBy(-1);
    expect([selection.studyIds, selection.cursor]).toEqual([[1], 0]);
  });
});

describe('views', () => {
  test('the list is kept under a name, changed, renamed, deleted, and each of these undone', async () => {
    const { application, list, worklist } = await morning(3);
    const { views, undo } = worklist;
    const own = (): readonly string[] => application.settings.savedViews.map(({ name, criteria }) => `${name} ${criteria.status}`);
    await list.filter({ status: 'unread' });
    expect([views.problemWith(' '), views.problemWith('disagreements'), views.problemWith('Mine'), views.changed]).toEqual([
      'Give the view a name.',
      'There is a view of that name already.',
      null,
      true,
    ]);
    views.save(' Mine ');
    const saved = [own(), views.chosen.name, views.changed];
    await list.filter({ status: 'read' });
    views.saveChanges();
    const changed = own();
    const mine = views.chosen.own;
    if (mine === null) throw new Error('The chosen view is the reader’s own.');
    views.rename(mine, 'Ours');
    const renamed = [own(), views.chosen.name];
    await undo.undo();
    const undone = [own(), views.chosen.name];
    views.remove(mine);
    const removed = [own(), views.chosen.name];
    await undo.undo();
    expect([saved, changed, renamed, undone, removed, own(), views.chosen.name]).toEqual([
      [['Mine unread'], 'Mine', false],
      ['Mine read'],
      [['Ours read'], 'Ours'],
      [['Mine read'], 'Mine'],
      [[], 'All studies'],
      ['Mine read'],
      'Mine',
    ]);
  });

  test('each view says how many studies it holds: of its status, or of all', async () => {
    const { worklist } = await morning(3);
    await worklist.views.count();
    expect(Object.fromEntries(worklist.views.counts)).toEqual({ all: 7, today: 2, secondLook: 1, disagreements: 7 });
  });
});

test('criteria are told apart by what they ask, and say how much is hidden behind the filter button', () => {
  const filtered = { ...everyStudy, sort: 'imported', period: 'today', modality: '', probabilityTo: 0.5, status: 'read' } as const;
  expect([
    isUnfiltered(everyStudy),
    isUnfiltered({ ...everyStudy, sort: 'imported' }),
    isUnfiltered(filtered),
    hiddenConditions(filtered),
    sameCriteria(everyStudy, { ...everyStudy }),
    sameCriteria(everyStudy, filtered),
    withoutFilters(filtered),
  ]).toEqual([true, true, false, 3, true, false, { ...everyStudy, sort: 'imported' }]);
});

test('what a reader types as a probability is one, or is told to be none', () => {
  expect(['', ' 0.4 ', '.4', '0,4', '40 %', '1', '40', '-0.1', 'high'].map(scoreBound)).toEqual([
    null,
    0.4,
    0.4,
    0.4,
    0.4,
    1,
    undefined,
    undefined,
    undefined,
  ]);
});

test('the second line says what was chosen, and never the same thing twice', () => {
  const row = {
    patientName: 'Doe',
    patientId: 'P1',
    studyDescription: '',
    modality: 'DX',
    viewPosition: 'PA',
    spread: 0.126,
    modelId: null,
  } as StudyRow;
  expect([
    secondLine(row, ['patient-id', 'description']),
    secondLine(row, ['modality', 'description', 'view', 'spread', 'model']),
    secondLine({ ...row, patientName: '' }, ['patient-id']),
    secondLine({ ...row, patientId: 'Doe' }, ['patient-id']),
    secondLine(row, []),
  ]).toEqual([['P1', 'DX'], ['DX', 'PA', 'spread 0.13'], [], [], []]);
  // 22 for the mark, 130 for the name, 84 for the ID, and a gap of 12 before each of the two.
  expect(tableTracks(['patient-id'])).toEqual({ tracks: '22px minmax(130px, 1.6fr) minmax(84px, 1fr)', leastPixels: 260 });
});
