import type { ImagePoint, MarkKind, MarkShape } from '../../shared/marks';
import { assertNever } from '../../shared/failure';
import { rectangleBetween, spanOf } from './shapes';

interface Stroke {
  readonly from: ImagePoint;
  readonly to: ImagePoint;
}

/** A mark being drawn: one stroke, or two for an angle (its legs) and for the cardiothoracic ratio (heart, then thorax). */
export interface Draft {
  readonly kind: MarkKind;
  readonly strokes: readonly Stroke[];
  /** The last stroke still follows the pointer. */
  readonly open: boolean;
  /** It began with the press that is held now. */
  readonly fresh: boolean;
}

function strokesOf(kind: MarkKind): number {
  return kind === 'angle' || kind === 'cardiothoracic-ratio' ? 2 : 1;
}

/** The button goes down: a stroke begins, or the one that follows the pointer is fixed here when it goes up. */
export function pressed(draft: Draft | null, kind: MarkKind, at: ImagePoint): Draft {
  if (draft?.open) return { ...moved(draft, at), fresh: false };
  return { kind, strokes: [...(draft?.strokes ?? []), { from: at, to: at }], open: true, fresh: true };
}

/** The pointer moves. */
export function moved(draft: Draft, to: ImagePoint): Draft {
  const last = draft.strokes.at(-1);
  return !draft.open || last === undefined ? draft : { ...draft, strokes: [...draft.strokes.slice(0, -1), { ...last, to }] };
}

/**
 * The button goes up. A press that did not move leaves its stroke at the pointer until the next one: a mark is drawn by dragging or by
 * clicking at its ends, whichever the hand prefers. Answers what is still being drawn, or the shape that is complete.
 */
export function released(draft: Draft, dragged: boolean): { readonly draft: Draft } | { readonly shape: MarkShape } {
  if (draft.fresh && !dragged && draft.kind !== 'text') return { draft: { ...draft, fresh: false } };
  const closed: Draft = { ...draft, open: false, fresh: false };
  if (closed.strokes.length >= strokesOf(closed.kind)) {
    const shape = shapeOf(closed);
    if (shape !== null) return { shape };
  }
  const corner = closed.strokes[0]?.to;
  // The second leg of an angle begins where the first ends.
  if (closed.kind !== 'angle' || corner === undefined) return { draft: closed };
  return { draft: { ...closed, strokes: [...closed.strokes, { from: corner, to: corner }], open: true } };
}

/** The shape so far; null before there is anything of it to see. A heart without its thorax is a width only. */
export function shapeOf({ kind, strokes }: Draft): MarkShape | null {
  const [first, second] = strokes;
  if (first === undefined) return null;
  switch (kind) {
    case 'length':
      return { kind, from: first.from, to: first.to };
    case 'angle':
      return { kind, first: first.from, vertex: first.to, second: second?.to ?? first.to };
    case 'cardiothoracic-ratio': {
      const heart = spanOf(first.from, first.to);
      return { kind, heart, thorax: second === undefined ? { ...heart, to: heart.from } : spanOf(second.from, second.to) };
    }
    case 'ellipse':
    case 'rectangle':
    case 'box':
      return { kind, area: rectangleBetween(first.from, first.to) };
    case 'arrow':
      return { kind, tip: first.from, tail: first.to, text: '' };
    case 'text':
      return { kind, at: first.to, text: '' };
    default:
      return assertNever(kind);
  }
}
