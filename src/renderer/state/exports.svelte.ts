import type { ExportOrder, ExportProgress } from '../../shared/export';
import type { Failure } from '../../shared/failure';
import { orReport } from '../app-client';
import type { AppClient } from '../app-client';

/** Exports of cases: the dialog, and how what was begun goes on. */
export class Exports {
  readonly #client: Pick<AppClient, 'request'>;
  readonly #report: (failure: Failure) => void;
  #isOpen = $state(false);
  #progress = $state.raw<ExportProgress | null>(null);

  constructor(client: Pick<AppClient, 'request'>, report: (failure: Failure) => void) {
    this.#client = client;
    this.#report = report;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }
  /** The latest export; null before the first. */
  get progress(): ExportProgress | null {
    return this.#progress;
  }
  get isRunning(): boolean {
    return this.#progress?.state === 'running';
  }

  open(): void {
    // What has ended was read by whoever opens the dialog again.
    if (!this.#isOpen && !this.isRunning) this.#progress = null;
    this.#isOpen = true;
  }
  close(): void {
    this.#isOpen = false;
  }

  /** Shows the choices again. */
  again(): void {
    this.#progress = null;
  }

  /** Asks where to, and begins. */
  async start(order: ExportOrder): Promise<void> {
    await orReport(this.#client.request('export.start', order), this.#report);
  }

  async cancel(): Promise<void> {
    if (this.#progress === null) return;
    await orReport(this.#client.request('export.cancel', { exportId: this.#progress.exportId }), this.#report);
  }

  receive(progress: ExportProgress): void {
    if (this.#progress !== null && progress.exportId < this.#progress.exportId) return;
    this.#progress = progress;
    // An export that ends while nobody looks says so.
    if (progress.state === 'failed' && !this.#isOpen && progress.failure !== null) this.#report(progress.failure);
  }
}
