import { describe, expect, test } from 'vitest';
import { History } from '../../../src/renderer/marks/history';
import {
  boxesOf,
  changeBetween,
  noNotes,
  onlyMovesBoxes,
  withBoxes,
  withMark,
  withoutMark,
  withVerdict,
} from '../../../src/renderer/marks/notes';
import type { Mark } from '../../../src/shared/marks';
import { plainVerdict, withAnswer, withClass, withFinding } from '../../../src/shared/verdict';

const area = { x: 1, y: 2, width: 3, height: 4 };
const box: Mark = { id: 'b', shape: { kind: 'box', area } };
const length: Mark = { id: 'l', shape: { kind: 'length', from: { x: 0, y: 0 }, to: { x: 9, y: 9 } } };

describe('history', () => {
  test('goes back and forth step by step, and a new step forgets what had been taken back', () => {
    const three = new History('a').changed('b').changed('c');
    const back = three.undone().undone();
    expect([
      [three.present, three.canUndo, three.canRedo],
      [back.present, back.canUndo, back.canRedo],
      [back.redone().present, back.redone().redone().present],
      [back.changed('d').canRedo, back.changed('d').undone().present],
      [back.undone() === back, three.redone() === three, three.changed('c') === three],
    ]).toEqual([
      ['c', true, false],
      ['a', false, true],
      ['b', 'c'],
      [false, 'a'],
      [true, true, true],
    ]);
  });

  test('keeps the last 200 steps', () => {
    let history = new History(0);
    for (let step = 1; step <= 250; step += 1) history = history.changed(step);
    while (history.canUndo) history = history.undone();
    expect(history.present).toBe(50);
  });
});

describe('boxes and verdict', () => {
  test('a box says that there is an opacity, and without an opacity there are no boxes', () => {
    const drawn = withMark(withMark({ ...noNotes, verdict: withClass(plainVerdict(false), 'Normal') }, length), box);
    expect([
      drawn.verdict,
      withVerdict(drawn, plainVerdict(false)).marks,
      withVerdict(drawn, null),
      withoutMark(drawn, 'b').verdict?.positive,
    ]).toEqual([plainVerdict(true), [length], { marks: [length], verdict: null }, true]);
  });

  test('the model’s boxes take the place of the reader’s and keep the other marks', () => {
    const other = { x: 5, y: 6, width: 7, height: 8 };
    const accepted = withBoxes(withMark(withMark(noNotes, box), length), [other, area], () => 'new');
    expect([boxesOf(accepted), accepted.marks.map(({ id }) => id), accepted.verdict]).toEqual([
      [other, area],
      ['l', 'new', 'new'],
      plainVerdict(true),
    ]);
  });

  test('what changed is stored, and a change of boxes is a change of the verdict', () => {
    const before = withMark(withMark(noNotes, length), box);
    const dragged: Mark = { id: 'b', shape: { kind: 'box', area: { ...area, x: 50 } } };
    expect([
      changeBetween(before, withMark(before, dragged)),
      changeBetween(before, withoutMark(before, 'l')),
      changeBetween(before, withVerdict(before, null)),
      changeBetween(before, before),
    ]).toEqual([
      { changes: [dragged], verdictChanged: true },
      { changes: [{ id: 'l', shape: null }], verdictChanged: false },
      { changes: [{ id: 'b', shape: null }], verdictChanged: true },
      { changes: [], verdictChanged: false },
    ]);
  });
});

test('only moved or resized boxes are on their way; whatever else is said along with them is not', () => {
  const before = withMark(withMark(noNotes, length), box);
  const moved: Mark = { id: 'b', shape: { kind: 'box', area: { ...area, x: 50 } } };
  const after = withMark(before, moved);
  const others = [before, withMark(before, { ...moved, id: 'new' }), withoutMark(before, 'b'), withVerdict(after, plainVerdict(true))];
  const longer: Mark = { id: 'l', shape: { kind: 'length', from: { x: 0, y: 0 }, to: { x: 5, y: 5 } } };
  expect([onlyMovesBoxes(before, after), ...[...others, withMark(after, longer)].map((other) => onlyMovesBoxes(before, other))]).toEqual([
    true,
    ...Array<boolean>(5).fill(false),
  ]);
});

describe('what a verdict says', () => {
  const normal = withClass(plainVerdict(false), 'Normal');

  test('the answer decides over the class, and findings and comment stay', () => {
    const rich = { ...withFinding(normal, 'device', true), comment: 'line in place' };
    expect([withAnswer(null, true), withAnswer(rich, true), withAnswer(rich, false)]).toEqual([
      plainVerdict(true),
      { ...rich, positive: true, class: 'Lung Opacity' },
      rich,
    ]);
  });

  test('what is abnormal contradicts Normal; a device does not', () => {
    const effusion = withFinding(normal, 'effusion', true);
    expect([
      withFinding(normal, 'device', true).class,
      effusion.class,
      withClass(withFinding(effusion, 'device', true), 'Normal').findings,
      // In the order in which they are offered, whatever the order in which they were ticked.
      withFinding(withFinding(plainVerdict(true), 'fracture', true), 'effusion', true).findings,
    ]).toEqual(['Normal', 'No Lung Opacity / Not Normal', ['device'], ['effusion', 'fracture']]);
  });

  test('the words of another finding go with it', () => {
    const other = { ...withFinding(plainVerdict(true), 'other', true), otherText: 'hiatus hernia' };
    expect([withFinding(other, 'effusion', true).otherText, withFinding(other, 'other', false).otherText]).toEqual(['hiatus hernia', '']);
  });
});
