import type { Failure } from '../../shared/failure';
import { orReport, type AppClient } from '../app-client';

/** The zip for whoever helps: being made, and where it went. */
export class Diagnostics {
  readonly #client: Pick<AppClient, 'request'>;
  readonly #report: (failure: Failure) => void;
  #file = $state<string | null>(null);
  #collecting = $state(false);

  constructor(client: Pick<AppClient, 'request'>, report: (failure: Failure) => void) {
    this.#client = client;
    this.#report = report;
  }

  /** The latest one; null before there is one. */
  get file(): string | null {
    return this.#file;
  }
  get collecting(): boolean {
    return this.#collecting;
  }

  async collect(): Promise<void> {
    if (this.#collecting) return;
    this.#collecting = true;
    const written = await orReport(this.#client.request('diagnostics.collect', null), this.#report);
    this.#collecting = false;
    if (written !== null) this.#file = written.file;
  }
}
