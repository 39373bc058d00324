import type { Failure } from '../../shared/failure';
import type { UpdateStatus } from '../../shared/updates';
import { orReport, type AppClient } from '../app-client';

/** Whether there is a newer version, and how far it is on its way. */
export class Updates {
  readonly #client: Pick<AppClient, 'request'>;
  readonly #report: (failure: Failure) => void;
  #status = $state.raw<UpdateStatus | null>(null);
  #restarting = $state(false);

  constructor(client: Pick<AppClient, 'request'>, report: (failure: Failure) => void) {
    this.#client = client;
    this.#report = report;
  }

  /** null before the main process has answered. */
  get status(): UpdateStatus | null {
    return this.#status;
  }
  get restarting(): boolean {
    return this.#restarting;
  }

  receive(status: UpdateStatus): void {
    this.#status = status;
  }

  async load(): Promise<void> {
    const status = await orReport(this.#client.request('updates.read', null), this.#report);
    if (status !== null) this.#status = status;
  }

  async check(): Promise<void> {
    const status = await orReport(this.#client.request('updates.check', null), this.#report);
    if (status !== null) this.#status = status;
  }

  /** Where it works, this page is gone before it answers. */
  async restart(): Promise<void> {
    this.#restarting = true;
    await orReport(this.#client.request('updates.install', null), this.#report);
    this.#restarting = false;
  }
}
