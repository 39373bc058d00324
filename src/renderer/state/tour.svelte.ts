import type { Imports } from './imports.svelte';
import type { OpenCase } from './open-case.svelte';
import type { StudyList } from './study-list.svelte';

export type TourStep = 'cases' | 'image' | 'result';
const steps: readonly TourStep[] = ['cases', 'image', 'result'];

interface Shown {
  readonly list: Pick<StudyList, 'total' | 'rowAt'>;
  readonly openCase: Pick<OpenCase, 'studyId' | 'open'>;
  readonly imports: Pick<Imports, 'samples'>;
}

/** Three steps through the window on a case: the samples where nothing else is there. */
export class Tour {
  readonly #shown: Shown;
  #place = $state<number | null>(null);

  constructor(shown: Shown) {
    this.#shown = shown;
  }

  /** null while no tour is under way. */
  get step(): TourStep | null {
    return this.#place === null ? null : (steps[this.#place] ?? null);
  }
  /** From 1. */
  get number(): number {
    return (this.#place ?? 0) + 1;
  }
  get steps(): number {
    return steps.length;
  }

  async start(): Promise<void> {
    const { list, openCase, imports } = this.#shown;
    this.#place = 0;
    const first = list.rowAt(0);
    if (list.total === 0) await imports.samples();
    else if (openCase.studyId === null && first !== null) await openCase.open(first.studyId);
  }

  next(): void {
    const next = (this.#place ?? 0) + 1;
    this.#place = next < steps.length ? next : null;
  }

  back(): void {
    this.#place = Math.max(0, (this.#place ?? 0) - 1);
  }

  end(): void {
    this.#place = null;
  }
}
