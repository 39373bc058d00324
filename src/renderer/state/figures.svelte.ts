import { toFailure, type Failure } from '../../shared/failure';
import type { Figures, FiguresQuery } from '../../shared/figures';
import type { AppClient } from '../app-client';

/** How a model version did beside the reader, and week by week. */
export class FiguresState {
  readonly #client: Pick<AppClient, 'request'>;
  #query = $state.raw<FiguresQuery>({ modelSha256: null, fromMs: null, beforeMs: null });
  #figures = $state.raw<Figures | null>(null);
  #failure = $state.raw<Failure | null>(null);

  constructor(client: Pick<AppClient, 'request'>) {
    this.#client = client;
  }

  get query(): FiguresQuery {
    return this.#query;
  }
  /** Null before the first answer. */
  get figures(): Figures | null {
    return this.#figures;
  }
  get failure(): Failure | null {
    return this.#failure;
  }

  /** Reads the figures again; also the way to try again after a failure. */
  async load(): Promise<void> {
    const query = this.#query;
    try {
      const figures = await this.#client.request('figures.read', query);
      if (this.#query !== query) return;
      this.#figures = figures;
      this.#failure = null;
    } catch (error) {
      if (this.#query === query) this.#failure = toFailure(error);
    }
  }

  async narrow(change: Partial<FiguresQuery>): Promise<void> {
    this.#query = { ...this.#query, ...change };
    await this.load();
  }
}
