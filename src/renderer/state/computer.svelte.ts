import type { ComputerCheck } from '../../shared/computer-check';
import type { Failure } from '../../shared/failure';
import { orReport, type AppClient } from '../app-client';

/** What the application found on this computer, once somebody has asked it to look. */
export class Computer {
  readonly #client: Pick<AppClient, 'request'>;
  readonly #report: (failure: Failure) => void;
  #found = $state.raw<ComputerCheck | null>(null);
  #looking = $state(false);

  constructor(client: Pick<AppClient, 'request'>, report: (failure: Failure) => void) {
    this.#client = client;
    this.#report = report;
  }

  /** null before the first look. */
  get found(): ComputerCheck | null {
    return this.#found;
  }
  get looking(): boolean {
    return this.#looking;
  }

  /** Starts the engine, which takes some seconds; asked twice it looks once. */
  async look(): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    const found = await orReport(this.#client.request('computer.check', null), this.#report);
    this.#looking = false;
    if (found !== null) this.#found = found;
  }
}
