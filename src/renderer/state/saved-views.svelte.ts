/* eslint-disable svelte/prefer-svelte-reactivity -- the reactive map is replaced, never changed in place */
import { everyStudy, type SavedView, type StudyCriteria } from '../../shared/worklist';
import type { AppClient } from '../app-client';
import { builtInNames, viewWords } from '../studies/wording';
import type { Application } from './application.svelte';
import { sameCriteria } from './criteria';
import type { StudyList } from './study-list.svelte';
import type { UndoOffer } from './undo-offer.svelte';

/** A view that comes along has no columns of its own: it leaves those that are shown. */
export interface ListView extends Pick<SavedView, 'name' | 'criteria'> {
  readonly own: SavedView | null;
}

const builtIn: readonly ListView[] = [
  { name: builtInNames.all, criteria: everyStudy, own: null },
  { name: builtInNames.today, criteria: { ...everyStudy, status: 'unread', period: 'today' }, own: null },
  { name: builtInNames.secondLook, criteria: { ...everyStudy, status: 'second-look' }, own: null },
  { name: builtInNames.disagreements, criteria: { ...everyStudy, disagreement: true }, own: null },
];

interface SavedViewsParts {
  readonly client: Pick<AppClient, 'request'>;
  readonly application: Application;
  readonly list: StudyList;
  readonly undo: UndoOffer;
}

const sameName = (one: string, other: string): boolean => one.trim().toLowerCase() === other.trim().toLowerCase();

/** Lists kept under a name: those that come along, and the reader's own, which live in the settings. */
export class SavedViews {
  readonly #parts: SavedViewsParts;
  #chosen = $state(builtInNames.all);
  #counts = $state.raw<ReadonlyMap<string, number>>(new Map());

  constructor(parts: SavedViewsParts) {
    this.#parts = parts;
  }

  get all(): readonly ListView[] {
    const own = this.#parts.application.settings.savedViews.map((view) => ({ name: view.name, criteria: view.criteria, own: view }));
    return [...builtIn, ...own];
  }
  /** The view that was chosen last; the list may have been filtered otherwise since. */
  get chosen(): ListView {
    return this.all.find(({ name }) => sameName(name, this.#chosen)) ?? (builtIn[0] as ListView);
  }
  /** True where the list no longer shows what the chosen view is. */
  get changed(): boolean {
    return !sameCriteria(this.chosen.criteria, this.#parts.list.criteria);
  }
  /** How many studies a view holds, by its name, as far as they have been counted. */
  get counts(): ReadonlyMap<string, number> {
    return this.#counts;
  }

  async choose({ name, criteria, own }: ListView): Promise<void> {
    this.#chosen = name;
    const { application, list } = this.#parts;
    if (own !== null) application.change({ listColumns: own.listColumns, tableColumns: own.tableColumns });
    await list.filter(criteria);
  }

  /** Counts what each view holds, one after the other, so that nothing else waits long. */
  async count(): Promise<void> {
    for (const { name, criteria } of this.all) {
      const counts = await this.#parts.client.request('worklist.counts', { criteria }).catch(() => null);
      if (counts === null) return;
      const { status } = criteria;
      const count = status === 'any' ? counts.unread + counts['second-look'] + counts.read : counts[status];
      this.#counts = new Map(this.#counts).set(name, count);
    }
  }

  /** Why a name cannot be taken; null where it can. `of`: the view that already has it. */
  problemWith(name: string, of: SavedView | null = null): string | null {
    if (name.trim() === '') return viewWords.nameMissing;
    const taken = this.all.find((view) => sameName(view.name, name));
    return taken === undefined || (of !== null && taken.own === of) ? null : viewWords.nameTaken;
  }

  /** Keeps the list as it is now under a new name. */
  save(name: string): void {
    this.#change(viewWords.saved(name.trim()), [...this.#own, this.#current(name.trim(), this.#parts.list.criteria)]);
    this.#chosen = name.trim();
  }

  /** Keeps the list as it is now under the chosen view's name. */
  saveChanges(): void {
    const { own } = this.chosen;
    if (own === null) return;
    const changed = this.#current(own.name, this.#parts.list.criteria);
    this.#change(
      viewWords.changed(own.name),
      this.#own.map((view) => (view === own ? changed : view)),
    );
  }

  rename(own: SavedView, name: string): void {
    const renamed = { ...own, name: name.trim() };
    this.#change(
      viewWords.renamed(own.name, renamed.name),
      this.#own.map((view) => (view === own ? renamed : view)),
    );
    this.#chosen = renamed.name;
  }

  remove(own: SavedView): void {
    this.#change(
      viewWords.removed(own.name),
      this.#own.filter((view) => view !== own),
    );
    this.#chosen = builtInNames.all;
  }

  get #own(): readonly SavedView[] {
    return this.#parts.application.settings.savedViews;
  }

  #current(name: string, criteria: StudyCriteria): SavedView {
    const { listColumns, tableColumns } = this.#parts.application.settings;
    return { name, criteria, listColumns, tableColumns };
  }

  #change(message: string, savedViews: readonly SavedView[]): void {
    const { application, undo } = this.#parts;
    const before = { views: this.#own, chosen: this.#chosen };
    application.change({ savedViews });
    undo.offer(message, async () => {
      application.change({ savedViews: before.views });
      this.#chosen = before.chosen;
    });
  }
}
