/* eslint-disable svelte/prefer-svelte-reactivity -- the reactive map is replaced, never changed in place */
import { everyStudy, type SavedView, type StudyCriteria } from '../../shared/worklist';
import type { AppClient } from '../app-client';
import { t } from '../words.svelte';
import type { Application } from './application.svelte';
import { sameCriteria } from './criteria';
import type { StudyList } from './study-list.svelte';
import type { UndoOffer } from './undo-offer.svelte';

/** A view that comes along has no columns of its own: it leaves those that are shown. */
export interface ListView extends Pick<SavedView, 'name' | 'criteria'> {
  /** Tells views apart in every language. */
  readonly id: string;
  readonly own: SavedView | null;
}

const builtIn = {
  all: everyStudy,
  today: { ...everyStudy, status: 'unread', period: 'today' },
  secondLook: { ...everyStudy, status: 'second-look' },
  disagreements: { ...everyStudy, disagreement: true },
} as const satisfies Readonly<Record<string, StudyCriteria>>;
type BuiltIn = keyof typeof builtIn;

const builtInView = (id: BuiltIn): ListView => ({ id, name: t(`studies:views.${id}`), criteria: builtIn[id], own: null });

interface SavedViewsParts {
  readonly client: Pick<AppClient, 'request'>;
  readonly application: Application;
  readonly list: StudyList;
  readonly undo: UndoOffer;
}

const plain = (name: string): string => name.trim().toLowerCase();
const ownId = (name: string): string => `own ${plain(name)}`;

/** Lists kept under a name: those that come along, and the reader's own, which live in the settings. */
export class SavedViews {
  readonly #parts: SavedViewsParts;
  #chosen = $state<string>('all');
  #counts = $state.raw<ReadonlyMap<string, number>>(new Map());

  constructor(parts: SavedViewsParts) {
    this.#parts = parts;
  }

  get all(): readonly ListView[] {
    const own = this.#own.map((view) => ({ id: ownId(view.name), name: view.name, criteria: view.criteria, own: view }));
    return [...(Object.keys(builtIn) as BuiltIn[]).map(builtInView), ...own];
  }
  /** The view that was chosen last; the list may have been filtered otherwise since. */
  get chosen(): ListView {
    return this.all.find(({ id }) => id === this.#chosen) ?? builtInView('all');
  }
  /** True where the list no longer shows what the chosen view is. */
  get changed(): boolean {
    return !sameCriteria(this.chosen.criteria, this.#parts.list.criteria);
  }
  /** How many studies a view holds, by its id, as far as they have been counted. */
  get counts(): ReadonlyMap<string, number> {
    return this.#counts;
  }

  async choose({ id, criteria, own }: ListView): Promise<void> {
    this.#chosen = id;
    const { application, list } = this.#parts;
    if (own !== null) application.change({ listColumns: own.listColumns, tableColumns: own.tableColumns });
    await list.filter(criteria);
  }

  /** Counts what each view holds, one after the other, so that nothing else waits long. */
  async count(): Promise<void> {
    for (const { id, criteria } of this.all) {
      const counts = await this.#parts.client.request('worklist.counts', { criteria }).catch(() => null);
      if (counts === null) return;
      const { status } = criteria;
      const count = status === 'any' ? counts.unread + counts['second-look'] + counts.read : counts[status];
      this.#counts = new Map(this.#counts).set(id, count);
    }
  }

  /** Why a name cannot be taken; null where it can. `of`: the view that already has it. */
  problemWith(name: string, of: SavedView | null = null): string | null {
    if (name.trim() === '') return t('studies:views.nameMissing');
    const taken = this.all.find((view) => plain(view.name) === plain(name));
    return taken === undefined || (of !== null && taken.own === of) ? null : t('studies:views.nameTaken');
  }

  /** Keeps the list as it is now under a new name. */
  save(name: string): void {
    this.#change(
      () => t('studies:views.savedAs', { name: name.trim() }),
      [...this.#own, this.#current(name.trim(), this.#parts.list.criteria)],
    );
    this.#chosen = ownId(name);
  }

  /** Keeps the list as it is now under the chosen view's name. */
  saveChanges(): void {
    const { own } = this.chosen;
    if (own === null) return;
    const changed = this.#current(own.name, this.#parts.list.criteria);
    this.#change(
      () => t('studies:views.changedTo', { name: own.name }),
      this.#own.map((view) => (view === own ? changed : view)),
    );
  }

  rename(own: SavedView, name: string): void {
    const renamed = { ...own, name: name.trim() };
    this.#change(
      () => t('studies:views.renamed', { from: own.name, to: renamed.name }),
      this.#own.map((view) => (view === own ? renamed : view)),
    );
    this.#chosen = ownId(renamed.name);
  }

  remove(own: SavedView): void {
    this.#change(
      () => t('studies:views.deleted', { name: own.name }),
      this.#own.filter((view) => view !== own),
    );
    this.#chosen = 'all';
  }

  get #own(): readonly SavedView[] {
    return this.#parts.application.settings.savedViews;
  }

  #current(name: string, criteria: StudyCriteria): SavedView {
    const { listColumns, tableColumns } = this.#parts.application.settings;
    return { name, criteria, listColumns, tableColumns };
  }

  #change(message: () => string, savedViews: readonly SavedView[]): void {
    const { application, undo } = this.#parts;
    const before = { views: this.#own, chosen: this.#chosen };
    application.change({ savedViews });
    undo.offer(message, async () => {
      application.change({ savedViews: before.views });
      this.#chosen = before.chosen;
    });
  }
}
