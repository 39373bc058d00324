import type { ImagePoint, Mark, MarkKind, MarkShape } from '../../shared/marks';
import type { InstanceRecord } from '../../shared/study';
import type { ReaderNotes } from '../state/reader-notes.svelte';
import { imageToCanvas } from '../viewer/overlay-geometry';
import { invert, transformPoint } from '../../shared/matrix';
import { isMarkTool } from '../viewer/view';
import type { Pen, Placement, Point } from '../viewer/view';
import type { ViewerState } from '../viewer/viewer-state.svelte';
import * as drafts from './draft';
import type { Draft } from './draft';
import { stepInImage } from '../../shared/mark-drawing';
import { withMark } from './notes';
import { clampPoint, handlesOf, movedBy, shapeAround, withHandle } from './shapes';
import type { Bounds } from './shapes';

/** Canvas pixels: less than this is a click, not a drag, and too small a mark to be meant. */
const slack = 4;

interface Parts {
  readonly notes: ReaderNotes;
  readonly placement: () => Placement;
  readonly instance: () => InstanceRecord;
  readonly viewer: () => ViewerState;
}

interface Grip {
  readonly mark: Mark;
  /** null for the mark as a whole. */
  readonly handle: number | null;
  readonly from: ImagePoint;
}

/** What is being drawn, dragged or written on one image; everything finished goes to the reader's notes. */
export class MarkEditing implements Pen {
  readonly #parts: Parts;
  #draft = $state.raw<Draft | null>(null);
  #pressedAt: Point | null = null;
  #grip: Grip | null = null;
  #dragged = $state.raw<Mark | null>(null);
  #writing = $state.raw<Mark | null>(null);

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** The mark being drawn, so far. */
  get drawn(): MarkShape | null {
    return this.#draft === null ? null : drafts.shapeOf(this.#draft);
  }
  /** The mark being dragged, where it is now. */
  get dragged(): Mark | null {
    return this.#dragged;
  }
  /** The mark whose text is being written. */
  get writing(): Mark | null {
    return this.#writing;
  }

  get #placement(): Placement {
    return this.#parts.placement();
  }
  get #bounds(): Bounds {
    return { width: this.#placement.imageWidth, height: this.#placement.imageHeight };
  }
  #inImage(point: Point): ImagePoint {
    return clampPoint(transformPoint(invert(imageToCanvas(this.#placement)), point), this.#bounds);
  }

  press(point: Point): void {
    const { tool } = this.#parts.viewer();
    if (!isMarkTool(tool)) return;
    this.#pressedAt = point;
    this.#draft = drafts.pressed(this.#draft, tool, this.#inImage(point));
  }

  move(point: Point): void {
    if (this.#draft !== null) this.#draft = drafts.moved(this.#draft, this.#inImage(point));
  }

  release(point: Point, keep: boolean): void {
    const draft = this.#draft;
    const start = this.#pressedAt;
    if (draft === null || start === null) return;
    const outcome = drafts.released(drafts.moved(draft, this.#inImage(point)), distance(start, point) >= slack);
    this.#draft = 'draft' in outcome ? outcome.draft : null;
    if (!('shape' in outcome)) return;
    this.#finish(outcome.shape);
    if (!keep) this.#parts.viewer().leaveTool();
  }

  abandon(): boolean {
    const had = this.#draft !== null;
    this.#draft = null;
    return had;
  }

  /** Puts a mark of the chosen kind in the middle of what is on the screen; answers its id. */
  place(kind: MarkKind): string {
    const { canvasWidth, canvasHeight, scale, imageWidth, imageHeight } = this.#placement;
    const centre = this.#inImage({ x: canvasWidth / 2, y: canvasHeight / 2 });
    const reach = Math.min(Math.min(canvasWidth, canvasHeight) / scale / 6, Math.min(imageWidth, imageHeight) / 4);
    this.#parts.viewer().leaveTool();
    return this.#keep(shapeAround(kind, centre, reach, this.#bounds));
  }

  #finish(shape: MarkShape): void {
    const matrix = imageToCanvas(this.#placement);
    const [first, ...others] = handlesOf(shape).map((handle) => transformPoint(matrix, handle));
    const isSeen = shape.kind === 'text' || (first !== undefined && others.some((other) => distance(first, other) >= slack));
    if (isSeen) this.#keep(shape);
  }

  /** A text is kept once there is one. */
  #keep(shape: MarkShape): string {
    const mark: Mark = { id: crypto.randomUUID(), shape };
    if (shape.kind === 'text') this.#writing = mark;
    else this.change(mark);
    return mark.id;
  }

  change(mark: Mark): void {
    this.#parts.notes.change(this.#parts.instance().instanceId, (notes) => withMark(notes, mark));
    this.#parts.notes.select(mark.id);
  }

  /** Takes hold of a mark, or of one of its handles. */
  grab(mark: Mark, handle: number | null, point: Point): void {
    this.#grip = { mark, handle, from: this.#inImage(point) };
  }

  drag(point: Point): void {
    if (this.#grip === null) return;
    const { mark, handle, from } = this.#grip;
    const to = this.#inImage(point);
    const by = { x: to.x - from.x, y: to.y - from.y };
    this.#dragged = { id: mark.id, shape: this.#shifted(mark.shape, handle, by) };
  }

  letGo(): void {
    const { mark } = this.#grip ?? {};
    const dragged = this.#dragged;
    this.#grip = null;
    this.#dragged = null;
    if (dragged !== null && mark !== undefined && JSON.stringify(dragged.shape) !== JSON.stringify(mark.shape)) this.change(dragged);
  }

  /** Moves a mark or a handle by image pixels in a direction of the screen. */
  nudge(mark: Mark, handle: number | null, onScreen: Point): void {
    const by = stepInImage(imageToCanvas(this.#placement), onScreen);
    this.change({ id: mark.id, shape: this.#shifted(mark.shape, handle, by) });
  }

  #shifted(shape: MarkShape, handle: number | null, by: ImagePoint): MarkShape {
    const held = handle === null ? undefined : handlesOf(shape)[handle];
    if (handle === null || held === undefined) return movedBy(shape, by, this.#bounds);
    return withHandle(shape, handle, { x: held.x + by.x, y: held.y + by.y }, this.#bounds);
  }

  write(mark: Mark): void {
    if (mark.shape.kind === 'text' || mark.shape.kind === 'arrow') this.#writing = mark;
  }

  /** The text is written; null where it was given up. A text mark without any is not kept. */
  written(text: string | null): void {
    const mark = this.#writing;
    this.#writing = null;
    if (mark === null || text === null || (mark.shape.kind !== 'text' && mark.shape.kind !== 'arrow')) return;
    const trimmed = text.trim();
    if (trimmed !== mark.shape.text && (trimmed !== '' || mark.shape.kind === 'arrow'))
      this.change({ id: mark.id, shape: { ...mark.shape, text: trimmed } });
  }
}

function distance(one: Point, other: Point): number {
  return Math.hypot(other.x - one.x, other.y - one.y);
}
