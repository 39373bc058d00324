import type { StoredResult } from '../../shared/explain';
import { toFailure, type Failure } from '../../shared/failure';
import type { AppClient } from '../app-client';

/** How the result on the screen came about: every result that the history keeps of the image. */
export class ResultHistory {
  readonly #client: Pick<AppClient, 'request'>;
  #instanceId: number | null = null;
  #entries = $state.raw<readonly StoredResult[]>([]);
  #failure = $state.raw<Failure | null>(null);

  constructor(client: Pick<AppClient, 'request'>) {
    this.#client = client;
  }

  /** Newest first; empty where there is none yet. */
  get entries(): readonly StoredResult[] {
    return this.#entries;
  }
  /** The one that the image shows; null while there is none. */
  get shown(): StoredResult | null {
    return this.#entries.find(({ shown }) => shown) ?? null;
  }
  get failure(): Failure | null {
    return this.#failure;
  }

  /** Another image came on the screen, or the image on it has another result. */
  async show(instanceId: number | null): Promise<void> {
    if (instanceId !== this.#instanceId) this.#entries = [];
    this.#instanceId = instanceId;
    if (instanceId === null) return;
    try {
      const entries = await this.#client.request('results.history', { instanceId });
      if (this.#instanceId !== instanceId) return;
      this.#entries = entries;
      this.#failure = null;
    } catch (error) {
      if (this.#instanceId === instanceId) this.#failure = toFailure(error);
    }
  }

  /** Asks again for the image on the screen. */
  reload(): Promise<void> {
    return this.show(this.#instanceId);
  }
}
