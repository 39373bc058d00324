/* eslint-disable svelte/prefer-svelte-reactivity -- the reactive maps are replaced, never changed in place */
import { toFailure } from '../../shared/failure';
import type { Failure } from '../../shared/failure';
import type { Verdict } from '../../shared/verdict';
import { orReport } from '../app-client';
import type { AppClient } from '../app-client';
import { History } from '../marks/history';
import { changeBetween, noNotes } from '../marks/notes';
import type { Notes } from '../marks/notes';

/** The reader's marks and verdicts, image by image: shown at once, stored at once, undone step by step. */
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

  /** Reads what is stored of an image, once. */
  load(instanceId: number): Promise<void> {
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
    await this.#writing;
    const before = this.#histories.get(instanceId);
    if (before !== undefined) await this.#read(instanceId, () => this.#histories.get(instanceId) === before);
  }

  /** Resolves once everything so far is stored. */
  async settled(): Promise<void> {
    await this.#writing;
  }

  #step(instanceId: number, from: History<Notes>, to: History<Notes>): void {
    if (from === to) return;
    this.#histories = new Map(this.#histories).set(instanceId, to);
    if (!to.present.marks.some(({ id }) => id === this.#selected)) this.#selected = null;
    this.#writing = this.#writing.then(() => this.#write(instanceId, from.present, to.present));
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
