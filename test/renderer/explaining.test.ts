import { expect, test } from 'vitest';
import { drawnWeeks, labelledWeeks } from '../../src/renderer/explain/drift-geometry';
import { checkWords, factsOf, fewWords, outcomeWords, rerunWords } from '../../src/renderer/explain/wording';
import { Audit } from '../../src/renderer/state/audit.svelte';
import { FiguresState } from '../../src/renderer/state/figures.svelte';
import { Reruns } from '../../src/renderer/state/reruns.svelte';
import { ResultHistory } from '../../src/renderer/state/result-history.svelte';
import type { FlipQuery, RerunProgress, StoredResult } from '../../src/shared/explain';
import { ExpectedFailure, type Failure } from '../../src/shared/failure';
import type { Figures, WeekFigures } from '../../src/shared/figures';
import type { AuditEntry } from '../../src/shared/model';
import { clientOf } from './client-of';

const fullDisk: Failure = { code: 'disk-full', message: 'The disk is full.' };
const refuse = (failure: Failure) => () => {
  throw new ExpectedFailure(failure);
};
const nobody = (): void => undefined;
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

test('a trail that cannot be written is told once, and again only after it could be written', async () => {
  const told: string[] = [];
  let answer: () => unknown = refuse(fullDisk);
  const audit = new Audit(clientOf({ 'audit.opened': () => answer() }), ({ message }) => told.push(message));
  for (const studyId of [1, 2, null]) await audit.opened(studyId);
  const whileFull = [...told];
  answer = () => null;
  await audit.opened(3);
  const written = audit.unwritten;
  answer = refuse({ code: 'read-only', message: 'The folder cannot be written.' });
  await audit.opened(4);
  // A read-only folder has a notice of its own.
  expect([whileFull, written, told.length, audit.unwritten?.code]).toEqual([
    ['The audit trail cannot be written; reading goes on. The disk is full.'],
    null,
    1,
    'read-only',
  ]);
});

test('the trail is fetched page by page, and anew for another filter', async () => {
  const entry = (number: number): AuditEntry => ({ number, atMs: number, action: 'verdict-given', detail: {}, sha256: '' });
  const client = clientOf({
    'audit.list': ({ beforeNumber, limit }) => {
      const first = (beforeNumber ?? 251) - 1;
      return { total: 250, entries: Array.from({ length: Math.min(limit, first) }, (_, step) => entry(first - step)) };
    },
  });
  const audit = new Audit(client, nobody);
  await audit.load();
  await audit.more();
  await audit.more();
  const all = audit.entries.map(({ number }) => number);
  await audit.narrow({ action: 'verdict-given', fromMs: 5 });
  expect([all.length, all[0], all.at(-1), audit.total, audit.entries.length]).toEqual([250, 250, 1, 250, 100]);
  expect(client.asked.at(-1)).toEqual([
    'audit.list',
    { actions: ['verdict-given'], fromMs: 5, beforeMs: null, beforeNumber: null, limit: 100 },
  ]);
});

const progress = (change: Partial<RerunProgress>): RerunProgress => ({
  state: 'running',
  modelId: 'other',
  modelName: 'Other network',
  imagesFound: 1200,
  imagesDone: 300,
  refused: 0,
  failed: 0,
  flipped: 12,
  elapsedMilliseconds: 60_000,
  remainingMilliseconds: 180_000,
  failure: null,
  ...change,
});

test('what flips is fetched again when a re-run ends, and goes on where its page ended', async () => {
  let ended = 0;
  const row = (instanceId: number) => ({ instanceId });
  const client = clientOf({
    'flips.list': ({ offset, limit }: FlipQuery) => ({
      scoredByBoth: 500,
      scoredByOne: 3,
      toPositive: 120,
      toNegative: 30,
      offset,
      rows: Array.from({ length: Math.min(limit, 150 - offset) }, (_, step) => row(offset + step)),
    }),
  });
  const reruns = new Reruns(client, nobody, () => (ended += 1));
  reruns.receive(progress({ state: 'searching' }));
  const running = reruns.running;
  await reruns.compare({ modelSha256: 'b', againstSha256: 'a' });
  await reruns.more();
  const [all, total] = [reruns.cases.length, reruns.total];
  await reruns.narrow('to-negative');
  reruns.receive(progress({ state: 'finished' }));
  await settle();
  expect([running, all, total, reruns.total, reruns.running, ended]).toEqual([true, 150, 150, 30, false, 1]);
  expect(client.asked.map(([, query]) => [(query as FlipQuery).kind, (query as FlipQuery).offset])).toEqual([
    ['any', 0],
    ['any', 100],
    ['to-negative', 0],
    ['to-negative', 0],
  ]);
});

test('figures and a history that come too late are dropped', async () => {
  const waiting: ((value: unknown) => void)[] = [];
  const client = clientOf({
    'figures.read': () => new Promise((resolve) => waiting.push(resolve)),
    'results.history': () => new Promise((resolve) => waiting.push(resolve)),
  });
  const [figures, history] = [new FiguresState(client), new ResultHistory(client)];
  void figures.load();
  void figures.narrow({ fromMs: 5 });
  void history.show(1);
  void history.show(2);
  await settle();
  waiting[1]?.({ images: 2 } as Figures);
  waiting[0]?.({ images: 1 } as Figures);
  waiting[3]?.([{ resultId: 2, shown: true }]);
  waiting[2]?.([{ resultId: 1, shown: true }]);
  await settle();
  expect([figures.figures, history.shown]).toEqual([{ images: 2 }, { resultId: 2, shown: true }]);
});

test('weeks lie on an axis of time, and names that would overlap are left out from the last one back', () => {
  const week = (monday: string): WeekFigures => ({ monday }) as WeekFigures;
  // Four weeks' room of 50 pixels each; the third has no image.
  const drawn = drawnWeeks([week('2026-11-02'), week('2026-11-09'), week('2026-11-23')], 200);
  expect(drawn.map(({ x, half }) => [x, half])).toEqual([
    [25, 14],
    [75, 14],
    [175, 14],
  ]);
  expect(labelledWeeks(drawn, 200).map(({ x }) => x)).toEqual([175, 75]);
  expect(drawnWeeks([], 200)).toEqual([]);
});

test('what made a result is said in words, and few images are said to be few', () => {
  const stored: StoredResult = {
    resultId: 1,
    result: {
      status: 'ok',
      predictionId: 1,
      instanceId: 1,
      probability: 0.418,
      spread: null,
      corrections: ['inverted'],
      threshold: 0.42,
      positive: false,
      boxes: [],
      modelId: 'first',
      modelName: 'First network',
      modelSha256: 'ab'.repeat(32),
      preprocessingVersion: 'grey-1',
      overlayMethod: '',
      computedAtMs: 1,
      milliseconds: 27,
    },
    modelId: 'first',
    modelName: 'First network',
    modelSha256: 'ab'.repeat(32),
    device: '',
    operatingPoint: 'triage',
    shown: true,
    flipped: false,
  };
  expect(factsOf(stored)).toEqual([
    ['Model', 'First network'],
    ['Version', 'first, abababababab'],
    ['Threshold', '0.420, operating point “triage”'],
    ['Preprocessing', 'grey-1'],
    ['Put right first', 'inverted'],
    ['Spread of passes', 'One pass only'],
    ['Overlay', 'None'],
    ['Took', '27\u00a0ms'],
    ['Device', 'Not recorded'],
  ]);
  expect([outcomeWords(stored), rerunWords(progress({ failed: 2 }))]).toEqual([
    '0.418 at threshold 0.420: not suspected',
    '300 of 1,200 images, 12 flipped, 2 failed, about 3 min left',
  ]);
  expect([0, 1, 3, 30].map(fewWords)).toEqual([
    '',
    'From 1 image no figure means much: look at the intervals.',
    'From 3 images no figure means much: look at the intervals.',
    '',
  ]);
  expect([
    checkWords({ entries: 0, firstBroken: null }),
    checkWords({ entries: 1, firstBroken: null }),
    checkWords({ entries: 9, firstBroken: 4 }),
  ]).toEqual([
    'There is no entry yet.',
    'Sound, 1 entry: nothing was changed, and none is missing between them.',
    'Broken: entry 4 is not what was written, or the one before it is missing.',
  ]);
});
