import { expect, test } from 'vitest';
import type { Settings } from '../../src/shared/settings';
import { defaultSettings } from '../../src/shared/settings';
import { ReadingAhead } from '../../src/renderer/state/reading-ahead';
import type { Layout } from '../../src/renderer/viewer/hanging';
import type { PaneContent } from '../../src/renderer/viewer/panes.svelte';
import type { ViewerLibrary } from '../../src/renderer/viewer/viewport';
import type { InstanceRecord, StudyRow } from '../../src/shared/study';
import { clientOf } from './client-of';

/** A list of ten studies, numbered 1 to 10, whose images are 10, 20, ... and which await their results; study 5 is the last that has one. */
function readingRoom(changes: Partial<Settings> = {}, layout: Layout = '1') {
  const done: string[] = [];
  const told: (readonly number[])[] = [];
  const image = (instanceId: number, viewPosition: string): InstanceRecord =>
    ({ instanceId, viewPosition, seriesDescription: '' }) as InstanceRecord;
  const client = clientOf({
    'prediction.request': ({ instanceId }) => void done.push(`score ${instanceId}`),
    'studies.show': ({ studyId }) => ({ instances: [image(studyId * 10, 'PA'), image(studyId * 10 + 1, 'LL')] }),
    'studies.related': () => ({ earlier: [], later: [], undated: [] }),
  });
  const images = {
    keepOnly: (kept: ReadonlySet<number>) => void done.push(`keep ${[...kept].join(' ')}`),
  };
  const prepare = async (instanceId: number) => void done.push(`load ${instanceId}`);
  const shown = { instanceId: 0 };
  const ahead = new ReadingAhead(client, {
    application: { settings: { ...defaultSettings, ...changes } },
    list: {
      rowAt: (place) => {
        const result = { status: place === 5 ? 'ok' : 'pending' };
        return place < 10 ? ({ studyId: place + 1, leadInstanceId: (place + 1) * 10, result } as StudyRow) : null;
      },
    },
    panes: {
      layout,
      get shown() {
        return [{ instance: { instanceId: shown.instanceId } }] as unknown as readonly PaneContent[];
      },
      library: async () => ({ images, prepare }) as unknown as ViewerLibrary,
    },
    tellAhead: (cases) => void told.push(cases.map(({ studyId }) => studyId)),
  });
  /** The reader stands at a place of the list; answers what was done ahead since. */
  const stand = async (place: number, settled = true, answered = true): Promise<string[]> => {
    shown.instanceId = (place + 1) * 10;
    await ahead.follow({ studyId: place + 1, place, told: null, settled, answered });
    return done.splice(0);
  };
  return { ahead, stand, told, done };
}

test('nothing is done ahead before the case is on the screen, and nothing is scored before the case has its own result', async () => {
  const { stand } = readingRoom();
  expect([await stand(0, false, false), await stand(0, true, false), await stand(0, true, true)]).toEqual([
    [],
    ['keep 10 20 30', 'load 20', 'load 30'],
    ['keep 10 20 30', 'load 20', 'load 30', 'score 20', 'score 30'],
  ]);
});

test('the case before is kept, those further back are given back, and a scored case is not scored again', async () => {
  const { ahead, stand } = readingRoom();
  await stand(3);
  const down = await stand(4);
  ahead.turn(-1);
  const up = await stand(1);
  expect([down, up]).toEqual([
    ['keep 50 40 60 70', 'load 60', 'load 70', 'score 70'],
    ['keep 20 50 10', 'load 10', 'score 10'],
  ]);
});

test('at the list’s end, and where reading ahead is switched off, only what lies behind is given back', async () => {
  expect([await readingRoom().stand(9), await readingRoom({ readsAhead: false }).stand(0)]).toEqual([['keep 100'], ['keep 10']]);
});

test('several panes are made ready as they will hang', async () => {
  expect(await readingRoom({}, '1+1').stand(7)).toEqual([
    'keep 80 90 91 100 101',
    'load 90',
    'load 91',
    'load 100',
    'load 101',
    'score 90',
    'score 100',
  ]);
});

test('a reader who goes on stops what was begun for the case before', async () => {
  const { stand } = readingRoom();
  const [first, second] = await Promise.all([stand(0), stand(6, false, false)]);
  expect([first, second]).toEqual([[], []]);
});

test('a window that follows is told what comes next, and makes that ready by itself, without scores', async () => {
  const { ahead, stand, told } = readingRoom();
  await stand(0);
  ahead.turn(-1);
  await stand(9);
  const following = readingRoom();
  const cases = [
    { studyId: 4, leadInstanceId: 40 },
    { studyId: 2, leadInstanceId: 20 },
  ];
  await following.ahead.follow({ studyId: 1, place: null, told: cases, settled: true, answered: false });
  expect([told, following.told, following.done]).toEqual([
    [
      [2, 3],
      [9, 8],
    ],
    [],
    ['keep 0 40 20', 'load 40', 'load 20'],
  ]);
});
