import { toFailure } from '../../shared/failure';
import type { Failure } from '../../shared/failure';
import type { RunCurves, RunDetail } from '../../shared/training';
import { orReport } from '../app-client';
import type { AppClient } from '../app-client';

const noteDelayMs = 600;

/** All that is known of one run. */
export class RunPage {
  readonly run: number;
  readonly #client: Pick<AppClient, 'request'>;
  readonly #report: (failure: Failure) => void;
  #detail = $state.raw<RunDetail | null>(null);
  #failure = $state.raw<Failure | null>(null);
  #curves = $state.raw<RunCurves | null>(null);
  #notes = $state('');
  #notesSaved = $state(true);
  #exportedTo = $state('');
  #noteTimer: ReturnType<typeof setTimeout> | null = null;

  constructor(run: number, client: Pick<AppClient, 'request'>, report: (failure: Failure) => void) {
    this.run = run;
    this.#client = client;
    this.#report = report;
  }

  get detail(): RunDetail | null {
    return this.#detail;
  }
  get failure(): Failure | null {
    return this.#failure;
  }
  /** null before the first epoch has ended. */
  get curves(): RunCurves | null {
    return this.#curves;
  }
  get notes(): string {
    return this.#notes;
  }
  /** False while something typed has not been stored yet. */
  get notesSaved(): boolean {
    return this.#notesSaved;
  }
  /** The folder that the run was last exported to; '' for none. */
  get exportedTo(): string {
    return this.#exportedTo;
  }

  /** Fetches the run; again whenever it may have changed. Notes being typed are left alone. */
  async load(): Promise<void> {
    try {
      const detail = await this.#client.request('runs.show', { run: this.run });
      this.#detail = detail;
      this.#failure = null;
      if (this.#notesSaved) this.#notes = detail.notes;
      if (detail.best !== null) this.#curves = await this.#client.request('runs.curves', { run: this.run });
    } catch (error) {
      this.#failure = toFailure(error);
    }
  }

  /** Stores notes a moment after the typing pauses. */
  write(notes: string): void {
    this.#notes = notes;
    this.#notesSaved = false;
    if (this.#noteTimer !== null) clearTimeout(this.#noteTimer);
    this.#noteTimer = setTimeout(() => void this.saveNotes(), noteDelayMs);
  }

  /** Stores what was typed at once: the page is being left. */
  async saveNotes(): Promise<void> {
    if (this.#noteTimer !== null) clearTimeout(this.#noteTimer);
    this.#noteTimer = null;
    if (this.#notesSaved) return;
    const notes = this.#notes;
    let stored = true;
    await orReport(this.#client.request('runs.note', { run: this.run, notes }), (failure) => {
      stored = false;
      this.#report(failure);
    });
    if (stored && notes === this.#notes) this.#notesSaved = true;
  }

  async export(): Promise<void> {
    const exported = await orReport(this.#client.request('runs.export', { run: this.run }), this.#report);
    if (exported !== null) this.#exportedTo = exported.folder;
  }

  /** Brings an image of the run into the viewer, as opening its file would; false where it could not begin. */
  async openImage(record: number): Promise<boolean> {
    return (await orReport(this.#client.request('runs.open-image', { run: this.run, record }), this.#report)) !== null;
  }
}
