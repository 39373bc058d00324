/* eslint-disable svelte/prefer-svelte-reactivity -- these sets and maps are made, used and dropped */
import type { Failure } from '../../shared/failure';
import { type StatusChange, type StatusCounts, type StudyStatus, studyStatuses } from '../../shared/worklist';
import { orReport } from '../app-client';
import type { AppClient } from '../app-client';
import { t } from '../words.svelte';
import type { OpenCase } from './open-case.svelte';
import type { StudyList } from './study-list.svelte';
import type { UndoOffer } from './undo-offer.svelte';

interface ReadingStatusParts {
  readonly client: Pick<AppClient, 'request'>;
  readonly list: StudyList;
  readonly openCase: OpenCase;
  readonly undo: UndoOffer;
  readonly report: (failure: Failure) => void;
}

/** A request changes so many studies at once that the window never waits for it. */
const studiesAtOnce = 200;

/** Marks studies read, unread or as needing a second look, and counts how many are. */
export class ReadingStatus {
  readonly #parts: ReadingStatusParts;
  #counts = $state.raw<StatusCounts | null>(null);
  #progress = $state.raw<{ readonly done: number; readonly all: number } | null>(null);
  #stopped = false;

  constructor(parts: ReadingStatusParts) {
    this.#parts = parts;
  }

  /** How many of the list's studies are at each status; null before the first answer. */
  get counts(): StatusCounts | null {
    return this.#counts;
  }
  /** How far a change of many studies is; null where none goes on. */
  get progress(): { readonly done: number; readonly all: number } | null {
    return this.#progress;
  }

  /** Counts anew; what was counted before stays where that fails, as the list itself says why. */
  async count(): Promise<void> {
    const { client, list } = this.#parts;
    const criteria = list.criteria;
    const counts = await client.request('worklist.counts', { criteria }).catch(() => null);
    if (counts !== null && list.criteria === criteria) this.#counts = counts;
  }

  /** The other of two statuses: what was read, or set aside, is as it was before; a selection of both kinds takes the status. */
  async toggle(studyIds: readonly number[], status: 'read' | 'second-look'): Promise<void> {
    const known = studyIds.flatMap((studyId) => this.#statusOf(studyId) ?? []);
    const all = known.length > 0 && known.every((one) => one === status);
    await this.mark(studyIds, all ? (status === 'read' ? 'unread' : 'read') : status);
  }

  /** Marks studies, and offers to take that back. What was marked before a failure, or before it was stopped, stays marked. */
  async mark(studyIds: readonly number[], status: StudyStatus): Promise<void> {
    if (this.#progress !== null || studyIds.length === 0) return;
    const changed: StatusChange[] = [];
    await orReport(
      this.#send(studyIds, status, false, (some) => changed.push(...some)),
      this.#parts.report,
    );
    if (changed.length > 0)
      this.#parts.undo.offer(
        () => t(`studies:marked.${status}`, { count: changed.length }),
        () => this.#putBack(changed),
      );
  }

  stop(): void {
    this.#stopped = true;
  }

  async #putBack(changed: readonly StatusChange[]): Promise<void> {
    for (const status of studyStatuses) {
      const before = changed.filter(({ from }) => from === status).map(({ studyId }) => studyId);
      if (before.length > 0) await this.#send(before, status, true, () => undefined);
    }
  }

  async #send(studyIds: readonly number[], status: StudyStatus, undo: boolean, onChanged: (some: readonly StatusChange[]) => void) {
    const { client, list, openCase } = this.#parts;
    this.#stopped = false;
    this.#progress = { done: 0, all: studyIds.length };
    try {
      for (let done = 0; done < studyIds.length && !this.#stopped; done += studiesAtOnce) {
        const some = studyIds.slice(done, done + studiesAtOnce);
        onChanged(await client.request('worklist.mark', { studyIds: some, status, undo }));
        list.patch(new Set(some), { status });
        this.#progress = { done: done + some.length, all: studyIds.length };
      }
    } finally {
      this.#progress = null;
      list.refresh();
      await openCase.refresh(studyIds);
    }
  }

  #statusOf(studyId: number): StudyStatus | null {
    const { list, openCase } = this.#parts;
    const open = openCase.detail?.study;
    return list.rowOf(studyId)?.status ?? (open?.studyId === studyId ? open.status : null);
  }
}
