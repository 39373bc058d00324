import { expect, onTestFinished, test, vi } from 'vitest';
import { withMark, withVerdict } from '../../../src/renderer/marks/notes';
import { ReaderNotes } from '../../../src/renderer/state/reader-notes.svelte';
import { ReaderVerdict } from '../../../src/renderer/state/reader-verdict.svelte';
import { ExpectedFailure, type Failure } from '../../../src/shared/failure';
import type { Mark } from '../../../src/shared/marks';
import { plainVerdict, type Verdict } from '../../../src/shared/verdict';
import { clientOf } from '../client-of';

const length: Mark = { id: 'l', shape: { kind: 'length', from: { x: 0, y: 0 }, to: { x: 9, y: 9 } } };
const box: Mark = { id: 'b', shape: { kind: 'box', area: { x: 1, y: 2, width: 3, height: 4 } } };
const stored: Verdict = { ...plainVerdict(true), instanceId: 7, boxes: [], decidedAtMs: 5, reader: 'AB' };

const unexpected = (failure: Failure): never => {
  throw new Error(failure.message);
};

test('a step is stored as what changed, and undoing it is stored as well', async () => {
  const client = clientOf({
    'marks.read': () => [],
    'verdict.read': () => null,
    'verdict.write': ({ verdict }) => (verdict === null ? null : stored),
  });
  const notes = new ReaderNotes(client, unexpected);
  await notes.load(7);
  notes.change(7, (known) => withMark(known, length));
  notes.change(7, (known) => withMark(known, box));
  notes.undo(7);
  notes.undo(7);
  notes.redo(7);
  await notes.settled();
  const writes = client.asked.filter(([name]) => name.endsWith('write'));
  expect([notes.of(7)?.marks, notes.storedVerdict(7), notes.canUndo(7), notes.canRedo(7), writes]).toEqual([
    [length],
    null,
    true,
    true,
    [
      ['marks.write', { instanceId: 7, changes: [length] }],
      ['verdict.write', { instanceId: 7, verdict: plainVerdict(true), changes: [box] }],
      ['verdict.write', { instanceId: 7, verdict: null, changes: [{ id: 'b', shape: null }] }],
      ['marks.write', { instanceId: 7, changes: [{ id: 'l', shape: null }] }],
      ['marks.write', { instanceId: 7, changes: [length] }],
    ],
  ]);
});

/** A box at another place. */
const boxAt = (x: number): Mark => ({ id: 'b', shape: { kind: 'box', area: { x, y: 2, width: 3, height: 4 } } });

/** A drawn box of image 7, with what is stored from then on; time stands still. */
async function withDrawnBox(answer: () => unknown = () => stored) {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const told: Failure[] = [];
  const client = clientOf({ 'marks.read': () => [box], 'verdict.read': () => stored, 'verdict.write': answer, 'marks.write': () => null });
  const notes = new ReaderNotes(client, (one) => told.push(one));
  await notes.load(7);
  const writes = () => client.asked.filter(([name]) => name.endsWith('write')).map(([, input]) => input);
  const move = (x: number): void => notes.change(7, (known) => withMark(known, boxAt(x)));
  return { notes, writes, move, told };
}

test('a box moved again and again is one verdict, once it has come to rest; undo still goes step by step', async () => {
  const { notes, writes, move } = await withDrawnBox();
  for (const x of [10, 20, 30]) {
    move(x);
    await vi.advanceTimersByTimeAsync(900);
  }
  const onItsWay = writes();
  await vi.advanceTimersByTimeAsync(100);
  const atRest = writes();
  notes.undo(7);
  notes.undo(7);
  const taken = notes.of(7)?.marks;
  await vi.advanceTimersByTimeAsync(1_000);
  const given = { instanceId: 7, verdict: plainVerdict(true) };
  expect([onItsWay, atRest, taken, writes()]).toEqual([
    [],
    [{ ...given, changes: [boxAt(30)] }],
    [boxAt(10)],
    [
      { ...given, changes: [boxAt(30)] },
      { ...given, changes: [boxAt(10)] },
    ],
  ]);
});

test('another step, another image or the end of the window stores what was moved at once and in order', async () => {
  const { notes, writes, move } = await withDrawnBox();
  const given = { instanceId: 7, verdict: plainVerdict(true) };
  move(10);
  notes.change(7, (known) => withMark(known, length));
  await notes.settled();
  move(20);
  await notes.load(8);
  await vi.advanceTimersByTimeAsync(0);
  move(30);
  notes.settle();
  await vi.advanceTimersByTimeAsync(0);
  move(40);
  notes.undo(7);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(writes()).toEqual([
    { ...given, changes: [boxAt(10)] },
    { instanceId: 7, changes: [length] },
    { ...given, changes: [boxAt(20)] },
    { ...given, changes: [boxAt(30)] },
    // There and back again is no change.
  ]);
});

test('a move that cannot be stored leaves the screen, with the reason', async () => {
  const failure: Failure = { code: 'disk-full', message: 'The disk is full.' };
  const { notes, writes, move, told } = await withDrawnBox(() => {
    throw new ExpectedFailure(failure);
  });
  move(10);
  await vi.advanceTimersByTimeAsync(1_000);
  expect([notes.of(7)?.marks, told, writes().length]).toEqual([[box], [failure], 1]);
});

test('an answer given before what is stored was read is not lost', async () => {
  const client = clientOf({ 'marks.read': () => [length], 'verdict.read': () => null, 'verdict.write': () => stored });
  const notes = new ReaderNotes(client, unexpected);
  const verdict = new ReaderVerdict(notes);
  void verdict.show(7);
  verdict.answer(true);
  await notes.load(7);
  await notes.settled();
  expect([verdict.verdict, verdict.stored, notes.of(7)?.marks]).toEqual([plainVerdict(true), stored, [length]]);
});

test('what could not be stored leaves the screen again, with the reason', async () => {
  const failure: Failure = { code: 'disk-full', message: 'The disk is full.' };
  const client = clientOf({
    'marks.read': () => [length],
    'verdict.read': () => stored,
    'verdict.write': () => {
      throw new ExpectedFailure(failure);
    },
  });
  const told: Failure[] = [];
  const notes = new ReaderNotes(client, (one) => told.push(one));
  await notes.load(7);
  notes.select('b');
  notes.change(7, (known) => withVerdict(known, null));
  const meanwhile = notes.of(7)?.verdict;
  await notes.settled();
  expect([meanwhile, notes.of(7)?.verdict, told, notes.selected]).toEqual([null, plainVerdict(true), [failure], null]);
});

test('agreeing and disagreeing answer the model; without a score there is nothing to agree with', async () => {
  const client = clientOf({ 'marks.read': () => [], 'verdict.read': () => null, 'verdict.write': () => stored });
  const notes = new ReaderNotes(client, unexpected);
  const verdict = new ReaderVerdict(notes);
  await verdict.show(7);
  verdict.respond({ status: 'pending' }, true);
  const before = verdict.verdict;
  const negative = { status: 'ok', positive: false } as Parameters<ReaderVerdict['respond']>[0];
  verdict.respond(negative, false);
  const disagreed = verdict.verdict;
  verdict.respond(negative, true);
  const agreed = verdict.verdict;
  verdict.withdraw();
  expect([before, disagreed, agreed, verdict.verdict]).toEqual([null, plainVerdict(true), plainVerdict(false), null]);
});

test('what another window changed is taken over, but not over a step taken here while it is read', async () => {
  let marks: readonly Mark[] = [];
  let whileReading = (): void => undefined;
  const read = (): readonly Mark[] => {
    whileReading();
    return marks;
  };
  const notes = new ReaderNotes(clientOf({ 'marks.read': read, 'verdict.read': () => null, 'marks.write': () => null }), unexpected);
  await notes.load(7);
  marks = [length];
  await notes.changedElsewhere(7);
  const taken = [notes.of(7)?.marks, notes.canUndo(7)];
  marks = [];
  const arrow: Mark = { id: 'a', shape: { kind: 'arrow', tip: { x: 1, y: 1 }, tail: { x: 5, y: 5 }, text: '' } };
  whileReading = () => notes.change(7, (known) => withMark(known, arrow));
  await notes.changedElsewhere(7);
  await notes.changedElsewhere(8);
  expect([taken, notes.of(7)?.marks, notes.of(8)]).toEqual([[[length], false], [length, arrow], null]);
});
