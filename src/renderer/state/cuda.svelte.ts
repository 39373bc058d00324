import type { CudaState, CudaStatus } from '../../shared/cuda';
import type { Failure } from '../../shared/failure';
import { orReport, type AppClient } from '../app-client';
import { failureHere } from '../failure-words';
import { t } from '../words.svelte';

/** TensorFlow's library for NVIDIA GPUs: whether it is there, and how far it is on its way. */
export class CudaLibrary {
  readonly #client: Pick<AppClient, 'request'>;
  readonly #report: (failure: Failure) => void;
  #status = $state.raw<CudaStatus | null>(null);

  constructor(client: Pick<AppClient, 'request'>, report: (failure: Failure) => void) {
    this.#client = client;
    this.#report = report;
  }

  /** null before the main process has answered. */
  get status(): CudaStatus | null {
    return this.#status;
  }

  /** What becomes of the library is pushed; what it takes on the disk is asked for when that has changed. */
  receive(library: CudaState): void {
    if (this.#status !== null) this.#status = { ...this.#status, library };
    if (library.state === 'set-aside')
      this.#report(failureHere('library-set-aside', t('installed:cuda.notStarted', { reason: library.reason })));
    if (library.state !== 'fetching') void this.load();
  }

  async load(): Promise<void> {
    this.#take(await orReport(this.#client.request('cuda.read', null), this.#report));
  }

  async fetch(from: 'network' | 'folder'): Promise<void> {
    await orReport(this.#client.request('cuda.fetch', { from }), this.#report);
  }

  async cancel(): Promise<void> {
    await orReport(this.#client.request('cuda.cancel', null), this.#report);
  }

  async remove(): Promise<void> {
    this.#take(await orReport(this.#client.request('cuda.remove', null), this.#report));
  }

  #take(status: CudaStatus | null): void {
    if (status !== null) this.#status = status;
  }
}
