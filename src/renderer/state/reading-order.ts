import type { StudyRow } from '../../shared/study';
import type { OpenCase } from './open-case.svelte';
import type { StudyList } from './study-list.svelte';

type Step = 1 | -1;

/**
 * Which case comes next. Reading a case moves it: marked read, it leaves the unread ones, and a list of unread studies altogether. Where it stood
 * is remembered, so that the next case is the one that came after it before.
 */
export class ReadingOrder {
  readonly #list: StudyList;
  readonly #openCase: OpenCase;
  #seen: { readonly studyId: number; readonly status: string; readonly neighbours: Readonly<Record<Step, StudyRow | null>> } | null = null;

  constructor(list: StudyList, openCase: OpenCase) {
    this.#list = list;
    this.#openCase = openCase;
  }

  /** Looks at where the open case stands; to be called whenever list or case may have changed. */
  observe(): void {
    const { studyId } = this.#openCase;
    const at = studyId === null ? null : this.#list.indexOf(studyId);
    const row = at === null ? null : this.#list.rowAt(at);
    if (studyId === null || at === null || row === null) return;
    if (this.#seen?.studyId === studyId && this.#seen.status !== row.status) return;
    this.#seen = { studyId, status: row.status, neighbours: { 1: this.#list.rowAt(at + 1), [-1]: this.#list.rowAt(at - 1) } };
  }

  /** The case to go to; null at either end. Without an open case it is the first. */
  next(by: Step): StudyRow | null {
    const { studyId } = this.#openCase;
    if (studyId === null) return this.#list.rowAt(0);
    const at = this.#list.indexOf(studyId);
    const seen = this.#seen?.studyId === studyId ? this.#seen : null;
    const stays = at !== null && (seen === null || this.#list.rowAt(at)?.status === seen.status);
    if (stays) return this.#list.rowAt(at + by);
    return seen === null ? this.#list.rowAt(0) : seen.neighbours[by];
  }
}
