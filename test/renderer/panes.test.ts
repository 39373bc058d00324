import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Application } from '../../src/renderer/state/application.svelte';
import { OpenCase } from '../../src/renderer/state/open-case.svelte';
import { Priors } from '../../src/renderer/state/priors.svelte';
import { Panes, viewerOfActivePane } from '../../src/renderer/viewer/panes.svelte';
import type { RelatedStudy } from '../../src/shared/related-studies';
import type { InstanceRecord, StudyDetail, StudyRow } from '../../src/shared/study';
import { clientOf } from './client-of';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const views = ['PA', 'LL', 'AP'];
/** A study of a PA, a lateral and an AP image, numbered 10, 11, 12 for study 1. */
const detail = (studyId: number): StudyDetail => ({
  study: { studyId, leadInstanceId: studyId * 10 } as StudyRow,
  namesOfSameId: [],
  instances: views.map(
    (viewPosition, place) =>
      ({ studyId, instanceId: studyId * 10 + place, viewPosition, seriesDescription: '', result: { status: 'pending' } }) as InstanceRecord,
  ),
});

const noneRelated = { earlier: [], later: [], undated: [] };
const earlier = (studyId: number): RelatedStudy => ({
  study: { studyId } as StudyRow,
  bodyPartExamined: '',
  studyTime: null,
  otherName: null,
});

async function readingRoom(): Promise<{ openCase: OpenCase; panes: Panes; priors: Priors }> {
  const client = clientOf({
    'studies.show': ({ studyId }) => detail(studyId),
    'studies.related': ({ studyId }) => ({ ...noneRelated, earlier: studyId === 1 ? [earlier(9), earlier(8)] : [] }),
    'settings.write': (change) => change,
  });
  const openCase = new OpenCase(client);
  const priors = new Priors(client, openCase.findings, () => undefined);
  const panes = new Panes(openCase, priors, new Application(client));
  await openCase.open(1);
  return { openCase, panes, priors };
}

/** What hangs in each pane, which is active, and which image the result column is about. */
function state({ panes, openCase }: { panes: Panes; openCase: OpenCase }) {
  return {
    hung: panes.shown.map(({ instance }) => instance?.instanceId ?? 0),
    active: panes.active.place,
    read: openCase.instance?.instanceId,
  };
}

test('one pane shows the image under reading, two hang frontal beside lateral', async () => {
  const room = await readingRoom();
  room.panes.step(1);
  const one = state(room);
  room.openCase.show(10);
  room.panes.arrange('1+1');
  expect([one, state(room)]).toEqual([
    { hung: [11], active: 0, read: 11 },
    { hung: [10, 11], active: 0, read: 10 },
  ]);
});

test('the active pane takes what is picked, and the result column follows it', async () => {
  const room = await readingRoom();
  room.panes.arrange('1+1');
  room.panes.activateNext();
  const moved = state(room);
  room.panes.step(1);
  const stepped = state(room);
  room.panes.activateNext();
  expect([moved, stepped, state(room)]).toEqual([
    { hung: [10, 11], active: 1, read: 11 },
    { hung: [10, 12], active: 1, read: 12 },
    { hung: [10, 12], active: 0, read: 10 },
  ]);
});

test('another case hangs as the protocol has it, whatever was put where in the last one', async () => {
  const room = await readingRoom();
  room.panes.arrange('2x2');
  room.panes.put(3, detail(1).instances[2] as InstanceRecord);
  const put = state(room);
  await room.openCase.open(2);
  expect([put, state(room)]).toEqual([
    { hung: [10, 11, 0, 12], active: 3, read: 12 },
    { hung: [20, 21, 0, 0], active: 0, read: 20 },
  ]);
});

test('the image that the result column is about is always on the screen', async () => {
  const room = await readingRoom();
  room.panes.arrange('1+1');
  room.openCase.show(12);
  expect(state(room)).toEqual({ hung: [12, 11], active: 0, read: 12 });
});

test('the viewer of the active pane is another one once another pane is active', async () => {
  const { panes } = await readingRoom();
  panes.arrange('1+1');
  const viewer = viewerOfActivePane(panes);
  const [first, second] = panes.shown;
  const before = viewer.image === first?.viewer.image;
  panes.activate(1);
  viewer.choose('pan');
  expect([before, viewer.image === second?.viewer.image, first?.viewer.tool, second?.viewer.tool]).toEqual([true, true, 'pan', 'pan']);
});

test('the latest earlier study hangs below the case, and another one when it is asked for', async () => {
  const room = await readingRoom();
  await room.priors.follow(1);
  room.panes.arrange('2x2');
  const latest = state(room);
  const chosen = await room.priors.compare(8);
  room.panes.arrange('1+1');
  if (chosen !== null) room.panes.hangPrior(chosen);
  const beside = state(room);
  room.panes.activate(1);
  room.panes.step(1);
  const stepped = state(room);
  await room.openCase.open(2);
  await room.priors.follow(2);
  expect([latest, beside, stepped, state(room)]).toEqual([
    { hung: [10, 11, 90, 91], active: 0, read: 10 },
    { hung: [10, 80], active: 0, read: 10 },
    // The result column stays with the case under reading.
    { hung: [10, 81], active: 1, read: 10 },
    { hung: [20, 21], active: 0, read: 20 },
  ]);
});

test('an earlier study asked for while one image is shown comes beside it', async () => {
  const room = await readingRoom();
  room.panes.hangPrior(detail(9));
  expect([room.panes.layout, state(room)]).toEqual(['1+1', { hung: [10, 90], active: 0, read: 10 }]);
});
