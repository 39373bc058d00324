import type { StudyFacets } from '../../shared/worklist';
import type { Failure } from '../../shared/failure';
import type { AppClient } from '../app-client';
import { orReport } from '../app-client';
import type { Application } from './application.svelte';
import type { OpenCase } from './open-case.svelte';
import { ReadingOrder } from './reading-order';
import { ReadingStatus } from './reading-status.svelte';
import { SavedViews } from './saved-views.svelte';
import type { StudyList } from './study-list.svelte';
import { UndoOffer } from './undo-offer.svelte';

interface WorklistParts {
  readonly client: Pick<AppClient, 'request'>;
  readonly application: Application;
  readonly list: StudyList;
  readonly openCase: OpenCase;
}

/** What makes the study list a worklist: statuses, views, what comes next, and whether it takes the whole window. */
export class Worklist {
  readonly undo: UndoOffer;
  readonly status: ReadingStatus;
  readonly views: SavedViews;
  readonly order: ReadingOrder;
  readonly #client: Pick<AppClient, 'request'>;
  readonly #report: (failure: Failure) => void;
  #expanded = $state(false);
  #facets = $state.raw<StudyFacets>({ modalities: [], views: [], modelIds: [] });

  constructor({ client, application, list, openCase }: WorklistParts) {
    const { report } = application;
    this.#client = client;
    this.#report = report;
    this.undo = new UndoOffer(report);
    this.status = new ReadingStatus({ client, list, openCase, undo: this.undo, report });
    this.views = new SavedViews({ client, application, list, undo: this.undo });
    this.order = new ReadingOrder(list, openCase);
  }

  /** True where the list is a table over the whole window. */
  get expanded(): boolean {
    return this.#expanded;
  }
  /** What the history holds to filter by, as of the last time it was asked. */
  get facets(): StudyFacets {
    return this.#facets;
  }

  expand(expanded: boolean): void {
    this.#expanded = expanded;
  }

  async loadFacets(): Promise<void> {
    this.#facets = (await orReport(this.#client.request('worklist.facets', null), this.#report)) ?? this.#facets;
  }
}
