/* eslint-disable svelte/prefer-svelte-reactivity -- maps are replaced, never changed in place; the sets steer fetching and are not shown */
import type { StudyPage, StudyRow } from '../../shared/study';
import { everyStudy, type StudyCriteria } from '../../shared/worklist';
import type { AppClient } from '../app-client';
import { toFailure } from '../../shared/failure';
import type { Failure } from '../../shared/failure';
import { isUnfiltered } from './criteria';

export const pageSize = 100;
const searchDelayMs = 120;
const refreshDelayMs = 300;
const requestsAtOnce = 2;
const pagesKept = 60;

/** The study list: criteria, how many match, and the pages of rows that were fetched so far. */
export class StudyList {
  readonly #client: Pick<AppClient, 'request'>;
  #criteria = $state.raw<StudyCriteria>(everyStudy);
  #total = $state<number | null>(null);
  #pages = $state.raw<ReadonlyMap<number, readonly StudyRow[]>>(new Map());
  #failure = $state.raw<Failure | null>(null);
  #searching = $state(false);
  /** Grows when other criteria are shown, so that the list can go back to its top. */
  #epoch = $state(0);
  #revision = $state(0);
  #stale = new Set<number>();
  #underWay = new Set<number>();
  #wanted = { first: 0, last: 0 };
  #generation = 0;
  #searchTimer: ReturnType<typeof setTimeout> | null = null;
  #refreshTimer: ReturnType<typeof setTimeout> | null = null;

  constructor(client: Pick<AppClient, 'request'>) {
    this.#client = client;
  }

  get criteria(): StudyCriteria {
    return this.#criteria;
  }
  /** null before the first answer. */
  get total(): number | null {
    return this.#total;
  }
  get failure(): Failure | null {
    return this.#failure;
  }
  /** True while rows of earlier criteria are still shown. */
  get searching(): boolean {
    return this.#searching;
  }
  get epoch(): number {
    return this.#epoch;
  }
  /** Grows whenever what matches may be another number of studies now: for what counts beside the list. */
  get revision(): number {
    return this.#revision;
  }
  /** True where nothing narrows the list, so that an empty one means an empty history. */
  get unfiltered(): boolean {
    return isUnfiltered(this.#criteria);
  }

  /** The line of a study; null where it is on no fetched page. */
  rowOf(studyId: number): StudyRow | null {
    const at = this.indexOf(studyId);
    return at === null ? null : this.rowAt(at);
  }

  /** Shows changes to these studies at once, where they stand; the next refresh puts them where they belong. */
  patch(studyIds: ReadonlySet<number>, change: Partial<StudyRow>): void {
    const patched = (row: StudyRow): StudyRow => (studyIds.has(row.studyId) ? { ...row, ...change } : row);
    this.#pages = new Map([...this.#pages].map(([page, rows]) => [page, rows.map(patched)]));
  }

  /** The row at a place of the list; null where its page has not come yet. */
  rowAt(index: number): StudyRow | null {
    return this.#pages.get(Math.floor(index / pageSize))?.[index % pageSize] ?? null;
  }

  /** Where a study stands in the list; null where it is on no fetched page. */
  indexOf(studyId: number): number | null {
    for (const [page, rows] of this.#pages) {
      const place = rows.findIndex((row) => row.studyId === studyId);
      if (place >= 0) return page * pageSize + place;
    }
    return null;
  }

  /** Says which rows are on the screen; their pages and one on either side are fetched. */
  need(first: number, last: number): void {
    this.#wanted = { first, last };
    this.#fetchWanted();
  }

  /** Searches once the typing pauses. */
  search(text: string): void {
    this.#criteria = { ...this.#criteria, search: text };
    this.#searching = true;
    if (this.#searchTimer !== null) clearTimeout(this.#searchTimer);
    this.#searchTimer = setTimeout(() => void this.#startOver(), searchDelayMs);
  }

  /** Filters and sorts at once. */
  async filter(change: Partial<StudyCriteria>): Promise<void> {
    this.#criteria = { ...this.#criteria, ...change };
    await this.#startOver();
  }

  /** Fetches the first page; also the way to try again after a failure. */
  load(): Promise<void> {
    return this.#startOver();
  }

  /** Studies were added or changed: the rows on the screen are fetched anew, a few times a second at most. */
  refresh(): void {
    this.#refreshTimer ??= setTimeout(() => {
      this.#refreshTimer = null;
      for (const page of this.#pages.keys()) this.#stale.add(page);
      this.#revision += 1;
      this.#fetchWanted();
    }, refreshDelayMs);
  }

  async #startOver(): Promise<void> {
    if (this.#searchTimer !== null) clearTimeout(this.#searchTimer);
    this.#generation += 1;
    const generation = this.#generation;
    this.#searching = true;
    try {
      const page = await this.#request(0);
      if (generation !== this.#generation) return;
      this.#stale.clear();
      this.#underWay.clear();
      this.#pages = new Map([[0, page.rows]]);
      this.#total = page.total;
      this.#failure = null;
      this.#searching = false;
      this.#epoch += 1;
      this.#revision += 1;
      this.#wanted = { first: 0, last: 0 };
    } catch (error) {
      if (generation !== this.#generation) return;
      this.#failure = toFailure(error);
      this.#searching = false;
    }
  }

  #request(page: number): Promise<StudyPage> {
    return this.#client.request('studies.list', { ...this.#criteria, offset: page * pageSize, limit: pageSize });
  }

  /** The next page worth fetching: what is on the screen first, then the page after and the one before. */
  #nextPage(): number | undefined {
    const first = Math.floor(this.#wanted.first / pageSize);
    const last = Math.floor(this.#wanted.last / pageSize);
    const end = Math.max(0, Math.ceil((this.#total ?? 0) / pageSize) - 1);
    const order = [...Array.from({ length: last - first + 1 }, (_, step) => first + step), last + 1, first - 1];
    const missing = (page: number): boolean => !this.#pages.has(page) || this.#stale.has(page);
    // Page 0 is fetched even of an empty list, since that is how the first import shows up.
    return order.find((page) => page >= 0 && page <= end && missing(page) && !this.#underWay.has(page));
  }

  #fetchWanted(): void {
    while (this.#underWay.size < requestsAtOnce) {
      const page = this.#nextPage();
      if (page === undefined) return;
      void this.#fetch(page);
    }
  }

  async #fetch(page: number): Promise<void> {
    const generation = this.#generation;
    this.#underWay.add(page);
    this.#stale.delete(page);
    try {
      const { rows, total } = await this.#request(page);
      if (generation !== this.#generation) return;
      this.#keep(page, rows);
      this.#total = total;
      this.#failure = null;
    } catch (error) {
      if (generation === this.#generation) this.#failure = toFailure(error);
      return;
    } finally {
      if (generation === this.#generation) this.#underWay.delete(page);
    }
    this.#fetchWanted();
  }

  #keep(page: number, rows: readonly StudyRow[]): void {
    const pages = new Map(this.#pages).set(page, rows);
    const middle = (this.#wanted.first + this.#wanted.last) / 2 / pageSize;
    const byDistance = [...pages.keys()].sort((one, other) => Math.abs(other - middle) - Math.abs(one - middle));
    for (const far of byDistance.slice(0, Math.max(0, pages.size - pagesKept))) pages.delete(far);
    this.#pages = pages;
  }
}
