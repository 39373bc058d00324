/* eslint-disable svelte/prefer-svelte-reactivity -- the reactive set is replaced, never changed in place */
import type { Failure } from '../../shared/failure';
import { orReport } from '../app-client';
import type { AppClient } from '../app-client';
import type { OpenCase } from './open-case.svelte';
import type { StudyList } from './study-list.svelte';

interface SelectionParts {
  readonly client: Pick<AppClient, 'request'>;
  readonly list: StudyList;
  readonly openCase: OpenCase;
  readonly report: (failure: Failure) => void;
}

/** The studies that an action on the list is for: those picked out by hand, or else the case that is open. */
export class StudySelection {
  readonly #parts: SelectionParts;
  #picked = $state.raw<ReadonlySet<number>>(new Set());
  /** Where a range began and where it ends now: places in the list. */
  #anchor = $state<number | null>(null);
  #cursor = $state<number | null>(null);

  constructor(parts: SelectionParts) {
    this.#parts = parts;
  }

  /** The studies by their numbers; empty only where no case is open and none is picked. */
  get studyIds(): readonly number[] {
    const { studyId } = this.#parts.openCase;
    if (this.#picked.size > 0) return [...this.#picked];
    return studyId === null ? [] : [studyId];
  }
  /** How many were picked out by hand. */
  get picked(): number {
    return this.#picked.size;
  }
  /** The place that the keyboard is at while a range grows; null where it is at the open case. */
  get cursor(): number | null {
    return this.#cursor;
  }

  has(studyId: number): boolean {
    return this.#picked.has(studyId);
  }

  /** Nothing is picked any more; a range would begin at this place. */
  clear(anchor: number | null = null): void {
    this.#picked = new Set();
    this.#anchor = anchor;
    this.#cursor = null;
  }

  /** Picks one study more, or leaves it out. The first study picked beside the open case takes that one along. */
  toggle(studyId: number, place: number): void {
    const picked = new Set(this.studyIds);
    if (picked.has(studyId) && (this.#picked.size > 0 || picked.size > 1)) picked.delete(studyId);
    else picked.add(studyId);
    this.#picked = picked;
    this.#anchor = place;
    this.#cursor = place;
  }

  /** Picks this study alone. */
  only(studyId: number, place: number): void {
    this.#picked = new Set([studyId]);
    this.#anchor = place;
    this.#cursor = place;
  }

  /** Picks the study at this place alone, once it is known which one that is. */
  async goTo(place: number): Promise<void> {
    this.#anchor = place;
    await this.extendTo(place);
  }

  /** Picks all from where the range began to this place, and only those. */
  async extendTo(place: number): Promise<void> {
    const { list, openCase } = this.#parts;
    const last = (list.total ?? 0) - 1;
    const to = Math.min(Math.max(0, place), last);
    if (last < 0) return;
    const open = openCase.studyId === null ? null : list.indexOf(openCase.studyId);
    const anchor = this.#anchor ?? open ?? to;
    this.#anchor = anchor;
    this.#cursor = to;
    const ids = await this.#idsBetween(Math.min(anchor, to), Math.max(anchor, to));
    // The reader may have gone on meanwhile.
    if (ids !== null && this.#cursor === to && this.#anchor === anchor) this.#picked = new Set(ids);
  }

  /** One place further up (-1) or down (1). */
  async extendBy(by: 1 | -1): Promise<void> {
    const { list, openCase } = this.#parts;
    const open = openCase.studyId === null ? null : list.indexOf(openCase.studyId);
    await this.extendTo((this.#cursor ?? this.#anchor ?? open ?? -1) + by);
  }

  /** Picks every study that matches, on whichever page. */
  async all(): Promise<void> {
    const { list } = this.#parts;
    const last = (list.total ?? 0) - 1;
    if (last < 0) return;
    const ids = await this.#idsBetween(0, last);
    if (ids !== null) this.#picked = new Set(ids);
  }

  async #idsBetween(first: number, last: number): Promise<readonly number[] | null> {
    const { client, list, report } = this.#parts;
    const rows = Array.from({ length: Math.min(last - first + 1, 1_000) }, (_, step) => list.rowAt(first + step));
    const known = rows.flatMap((row) => (row === null ? [] : [row.studyId]));
    if (known.length === last - first + 1) return known;
    return orReport(client.request('worklist.ids', { criteria: list.criteria, offset: first, limit: last - first + 1 }), report);
  }
}
