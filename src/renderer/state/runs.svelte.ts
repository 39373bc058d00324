import { toFailure } from '../../shared/failure';
import type { Failure } from '../../shared/failure';
import type { PresetName, RunDetail, RunState, RunSummary } from '../../shared/training';
import { orReport } from '../app-client';
import type { AppClient } from '../app-client';

export interface RunFilter {
  readonly state: RunState | 'any';
  readonly preset: PresetName | 'any';
  /** '' for any. */
  readonly dataset: string;
}

export const noFilter: RunFilter = { state: 'any', preset: 'any', dataset: '' };
export const runSorts = ['newest', 'AUC', 'preset', 'dataset'] as const;
export type RunSort = (typeof runSorts)[number];

/** More than these can't be told apart in one picture. */
export const mostCompared = 4;

/** All runs: which are shown, in which order, which one is open, and which are compared. */
export class Runs {
  readonly #client: Pick<AppClient, 'request'>;
  readonly #report: (failure: Failure) => void;
  #all = $state.raw<readonly RunSummary[] | null>(null);
  #failure = $state.raw<Failure | null>(null);
  #filter = $state.raw<RunFilter>(noFilter);
  #sort = $state<RunSort>('newest');
  #selected = $state.raw<readonly number[]>([]);
  #compared = $state.raw<readonly RunDetail[]>([]);
  #opened = $state<number | null>(null);

  constructor(client: Pick<AppClient, 'request'>, report: (failure: Failure) => void) {
    this.#client = client;
    this.#report = report;
  }

  /** null before the first answer. */
  get all(): readonly RunSummary[] | null {
    return this.#all;
  }
  get failure(): Failure | null {
    return this.#failure;
  }
  get filter(): RunFilter {
    return this.#filter;
  }
  get sort(): RunSort {
    return this.#sort;
  }
  /** The runs that pass the filter, in the chosen order. */
  get shown(): readonly RunSummary[] {
    const { state, preset, dataset } = this.#filter;
    const passing = (this.#all ?? []).filter(
      (run) =>
        (state === 'any' || run.state === state) &&
        (preset === 'any' || run.settings.preset === preset) &&
        (dataset === '' || run.dataset === dataset),
    );
    return passing.sort((one, other) => orders[this.#sort](one, other) || other.run - one.run);
  }
  get datasets(): readonly string[] {
    const names = (this.#all ?? []).map(({ dataset }) => dataset).sort();
    return names.filter((name, place) => name !== names[place - 1]);
  }
  /** Runs that can go on where they were. */
  get resumable(): readonly RunSummary[] {
    return (this.#all ?? []).filter(({ state }) => state === 'interrupted' || state === 'paused');
  }
  /** Numbers of the runs marked for comparison. */
  get selected(): readonly number[] {
    return this.#selected;
  }
  /** The runs shown side by side; empty where none are. */
  get compared(): readonly RunDetail[] {
    return this.#compared;
  }
  /** The run whose page is shown; null for the training page. */
  get opened(): number | null {
    return this.#opened;
  }

  /** Lists the runs; also the way to try again after a failure. */
  async load(): Promise<void> {
    try {
      this.#all = await this.#client.request('runs.list', null);
      this.#failure = null;
    } catch (error) {
      this.#failure = toFailure(error);
    }
  }

  narrow(change: Partial<RunFilter>): void {
    this.#filter = { ...this.#filter, ...change };
  }

  sortBy(sort: RunSort): void {
    this.#sort = sort;
  }

  /** Marks a run for comparison or takes the mark off; beyond the most that can be told apart the first one goes. */
  toggle(run: number): void {
    const others = this.#selected.filter((one) => one !== run);
    this.#selected = others.length < this.#selected.length ? others : [...others, run].slice(-mostCompared);
    this.#compared = [];
  }

  async compare(): Promise<void> {
    const wanted = this.#selected;
    const work = Promise.all(wanted.map((run) => this.#client.request('runs.show', { run })));
    const details = await orReport(work, this.#report);
    if (details !== null && wanted === this.#selected) this.#compared = details;
  }

  endComparison(): void {
    this.#compared = [];
    this.#selected = [];
  }

  open(run: number): void {
    this.#opened = run;
  }

  /** Back to the training page. */
  leave(): void {
    this.#opened = null;
  }
}

const orders: Readonly<Record<RunSort, (one: RunSummary, other: RunSummary) => number>> = {
  newest: (one, other) => other.createdAtMs - one.createdAtMs,
  AUC: (one, other) => (other.best?.auc ?? -1) - (one.best?.auc ?? -1),
  preset: (one, other) => one.settings.preset.localeCompare(other.settings.preset),
  dataset: (one, other) => one.dataset.localeCompare(other.dataset),
};
