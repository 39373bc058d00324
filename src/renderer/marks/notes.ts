import type { Rectangle } from '../../shared/image';
import type { Mark, MarkChange } from '../../shared/marks';
import { withAnswer, type VerdictContent } from '../../shared/verdict';

/** All that a reader has put on an image. Boxes mark opacities: there are none without a verdict that says there is one. */
export interface Notes {
  readonly marks: readonly Mark[];
  /** null where the reader has not decided. */
  readonly verdict: VerdictContent | null;
}

export const noNotes: Notes = { marks: [], verdict: null };

const isBox = ({ shape }: Mark): boolean => shape.kind === 'box';

/** With a mark added or, under a known id, changed. A box says that there is an opacity. */
export function withMark(notes: Notes, mark: Mark): Notes {
  const known = notes.marks.some(({ id }) => id === mark.id);
  const marks = known ? notes.marks.map((one) => (one.id === mark.id ? mark : one)) : [...notes.marks, mark];
  return { marks, verdict: isBox(mark) ? withAnswer(notes.verdict, true) : notes.verdict };
}

export function withoutMark(notes: Notes, id: string): Notes {
  const marks = notes.marks.filter((mark) => mark.id !== id);
  return marks.length === notes.marks.length ? notes : { ...notes, marks };
}

/** With another verdict, or none; without an opacity its boxes go too. */
export function withVerdict(notes: Notes, verdict: VerdictContent | null): Notes {
  return { verdict, marks: verdict?.positive === true ? notes.marks : notes.marks.filter((mark) => !isBox(mark)) };
}

/** With the model's boxes as the reader's own, in place of any there were. */
export function withBoxes(notes: Notes, boxes: readonly Rectangle[], newId: () => string): Notes {
  const others = notes.marks.filter((mark) => !isBox(mark));
  const own = boxes.map((area): Mark => ({ id: newId(), shape: { kind: 'box', area } }));
  return { marks: [...others, ...own], verdict: withAnswer(notes.verdict, true) };
}

export function boxesOf({ marks }: Notes): readonly Rectangle[] {
  return marks.flatMap(({ shape }) => (shape.kind === 'box' ? [shape.area] : []));
}

/** What has to be stored to get from one state to the next. */
export interface NotesChange {
  readonly changes: readonly MarkChange[];
  /** True where the verdict, which its boxes belong to, is another one. */
  readonly verdictChanged: boolean;
}

export function changeBetween(before: Notes, after: Notes): NotesChange {
  const changed = after.marks.filter((mark) => !before.marks.includes(mark));
  const removed = before.marks.filter((mark) => !after.marks.some(({ id }) => id === mark.id));
  const boxesChanged = [...changed, ...removed].some(isBox);
  return {
    changes: [...changed, ...removed.map(({ id }) => ({ id, shape: null }))],
    verdictChanged: before.verdict !== after.verdict || boxesChanged,
  };
}

/** True where boxes were moved or resized and nothing else was said: a hand on its way, perhaps. */
export function onlyMovesBoxes(before: Notes, after: Notes): boolean {
  const moved = after.marks.filter((mark) => !before.marks.includes(mark));
  const stays = before.verdict === after.verdict && before.marks.length === after.marks.length;
  return stays && moved.length > 0 && moved.every((mark) => isBox(mark) && before.marks.some(({ id }) => id === mark.id));
}
