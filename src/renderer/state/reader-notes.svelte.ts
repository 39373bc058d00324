/* eslint-disable svelte/prefer-svelte-reactivity -- the reactive maps are replaced, never changed in place */
import { toFailure } from '../../shared/failure';
import type { Failure } from '../../shared/failure';
import type { Verdict } from '../../shared/verdict';
import { orReport } from '../app-client';
import type { AppClient } from '../app-client';
import { History } from '../marks/history';
import { changeBetween, noNotes, onlyMovesBoxes } from '../marks/notes';
import type { Notes } from '../marks/notes';

/** A box that was moved is stored once the hand has been at rest this long: one verdict then says where it came to lie, not every place on its way. */
const restMs = 1_000;

/** Boxes that were moved and are not stored yet. */
interface Moving {
  readonly instanceId: number;
  readonly before: Notes;
  readonly after: Notes;
  readonly timer: ReturnType<typeof setTimeout>;
}

/** The reader's marks and verdicts, image by image: shown at once, stored at once but for boxes on their way, undone step by step. */
export class ReaderNotes {
  readonly #client: Pick<AppClient, 'request'>;
  readonly #report: (failure: Failure) => void;
  #histories = $state.raw<ReadonlyMap<number, History<Notes>>>(new Map());
  /** As they are stored, with their time. */
  #stored = $state.raw<ReadonlyMap<number, Verdict | null>>(new Map());
  #selected = $state<string | null>(null);
  readonly #loading = new Map<number, Promise<void>>();
  /** Writes follow each other, so that the last one counts. */
  #writing: Promise<void> = Promise.resolve();
  #moving: Moving | null = null;

  constructor(client: Pick<AppClient, 'request'>, report: (failure: Failure) => void) {
    this.#client = client;
    this.#report = report;
  }

  /** null before they have been read. */
  of(instanceId: number): Notes | null {
    return this.#histories.get(instanceId)?.present ?? null;
  }
  /** The verdict as it was last stored; null where there is none. */
  storedVerdict(instanceId: number): Verdict | null {
    return this.#stored.get(instanceId) ?? null;
  }
  canUndo(instanceId: number): boolean {
    return this.#histories.get(instanceId)?.canUndo ?? false;
  }
  canRedo(instanceId: number): boolean {
    return this.#histories.get(instanceId)?.canRedo ?? false;
  }
  /** The id of the mark that keys act on; null for none. */
  get selected(): string | null {
    return this.#selected;
  }
  select(id: string | null): void {
    this.#selected = id;
  }

  /** Reads what is stored of an image, once. Whoever turns to another image has come to rest on the one before. */
  load(instanceId: number): Promise<void> {
    if (this.#moving?.instanceId !== instanceId) this.settle();
    const known = this.#loading.get(instanceId);
    if (known !== undefined) return known;
    const loading = this.#read(instanceId);
    this.#loading.set(instanceId, loading);
    return loading;
  }

  /** Takes a step: `next` is shown at once and stored behind it. A key may come before what is stored has been read. */
  change(instanceId: number, next: (notes: Notes) => Notes): void {
    const history = this.#histories.get(instanceId);
    if (history !== undefined) this.#step(instanceId, history, history.changed(next(history.present)));
    else void this.load(instanceId).then(() => this.#histories.has(instanceId) && this.change(instanceId, next));
  }

  undo(instanceId: number): void {
    const history = this.#histories.get(instanceId);
    if (history !== undefined) this.#step(instanceId, history, history.undone());
  }

  redo(instanceId: number): void {
    const history = this.#histories.get(instanceId);
    if (history !== undefined) this.#step(instanceId, history, history.redone());
  }

  /** Another window changed what is stored of an image: its undo starts anew with that, unless the reader goes on here meanwhile. */
  async changedElsewhere(instanceId: number): Promise<void> {
    await this.#loading.get(instanceId);
    await this.settled();
    const before = this.#histories.get(instanceId);
    if (before !== undefined) await this.#read(instanceId, () => this.#histories.get(instanceId) === before);
  }

  /** Stores boxes that were moved without waiting any longer. */
  settle(): void {
    const moving = this.#moving;
    if (moving === null) return;
    clearTimeout(moving.timer);
    this.#moving = null;
    this.#store(moving.instanceId, moving.before, moving.after);
  }

  /** Resolves once everything so far is stored. */
  async settled(): Promise<void> {
    this.settle();
    await this.#writing;
  }

  #step(instanceId: number, from: History<Notes>, to: History<Notes>): void {
    if (from === to) return;
    this.#histories = new Map(this.#histories).set(instanceId, to);
    if (!to.present.marks.some(({ id }) => id === this.#selected)) this.#selected = null;
    const [before, after] = [from.present, to.present];
    if (this.#moving?.instanceId !== instanceId || !onlyMovesBoxes(before, after)) this.settle();
    if (onlyMovesBoxes(before, after)) this.#hold(instanceId, before, after);
    else this.#store(instanceId, before, after);
  }

  #hold(instanceId: number, from: Notes, after: Notes): void {
    const before = this.#moving?.before ?? from;
    clearTimeout(this.#moving?.timer);
    this.#moving = { instanceId, before, after, timer: setTimeout(() => this.settle(), restMs) };
  }

  #forgetMoving(instanceId: number): void {
    if (this.#moving?.instanceId !== instanceId) return;
    clearTimeout(this.#moving.timer);
    this.#moving = null;
  }

  #store(instanceId: number, before: Notes, after: Notes): void {
    this.#writing = this.#writing.then(() => this.#write(instanceId, before, after));
  }

  async #write(instanceId: number, before: Notes, after: Notes): Promise<void> {
    const { changes, verdictChanged } = changeBetween(before, after);
    try {
      if (verdictChanged) {
        const verdict = await this.#client.request('verdict.write', { instanceId, verdict: after.verdict, changes });
        this.#stored = new Map(this.#stored).set(instanceId, verdict);
      } else if (changes.length > 0) await this.#client.request('marks.write', { instanceId, changes });
    } catch (error) {
      this.#report(toFailure(error));
      this.#forgetMoving(instanceId);
      // What is on the screen must be what is stored.
      await this.#read(instanceId);
    }
  }

  async #read(instanceId: number, stillWanted: () => boolean = () => true): Promise<void> {
    const read = Promise.all([this.#client.request('marks.read', { instanceId }), this.#client.request('verdict.read', { instanceId })]);
    const found = await orReport(read, this.#report);
    if (found === null) {
      this.#loading.delete(instanceId);
      return;
    }
    if (!stillWanted()) return;
    const [marks, stored] = found;
    const notes: Notes = marks.length === 0 && stored === null ? noNotes : { marks, verdict: stored === null ? null : contentOf(stored) };
    this.#histories = new Map(this.#histories).set(instanceId, new History(notes));
    this.#stored = new Map(this.#stored).set(instanceId, stored);
  }
}

function contentOf({ positive, class: chosen, findings, otherText, comment }: Verdict): Notes['verdict'] {
  return { positive, class: chosen, findings, otherText, comment };
}
