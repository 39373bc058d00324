import type { FlipKind, FlipPage, FlippedCase, RerunProgress, RerunScope } from '../../shared/explain';
import { toFailure, type Failure } from '../../shared/failure';
import { orReport } from '../app-client';
import type { AppClient } from '../app-client';

const casesAtOnce = 100;

interface Compared {
  readonly modelSha256: string;
  readonly againstSha256: string;
}

/** Another model beside the one in force: its look at images, and what flips between the two. */
export class Reruns {
  readonly #client: Pick<AppClient, 'request'>;
  readonly #report: (failure: Failure) => void;
  readonly #onEnded: () => void;
  #progress = $state.raw<RerunProgress | null>(null);
  #starting = $state(false);
  #compared: Compared | null = null;
  #kind = $state<FlipKind>('any');
  #counts = $state.raw<Omit<FlipPage, 'rows' | 'offset'> | null>(null);
  #cases = $state.raw<readonly FlippedCase[]>([]);
  #failure = $state.raw<Failure | null>(null);

  /** `onEnded` is told when a re-run is over: images have more results then. */
  constructor(client: Pick<AppClient, 'request'>, report: (failure: Failure) => void, onEnded: () => void) {
    this.#client = client;
    this.#report = report;
    this.#onEnded = onEnded;
  }

  /** The latest re-run; null where there was none. */
  get progress(): RerunProgress | null {
    return this.#progress;
  }
  get running(): boolean {
    return this.#starting || this.#progress?.state === 'searching' || this.#progress?.state === 'running';
  }
  get kind(): FlipKind {
    return this.#kind;
  }
  /** Null before the first answer. */
  get counts(): Omit<FlipPage, 'rows' | 'offset'> | null {
    return this.#counts;
  }
  get cases(): readonly FlippedCase[] {
    return this.#cases;
  }
  /** How many cases there are of the kind that is shown. */
  get total(): number {
    const { toPositive = 0, toNegative = 0 } = this.#counts ?? {};
    if (this.#kind === 'any') return toPositive + toNegative;
    return this.#kind === 'to-positive' ? toPositive : toNegative;
  }
  /** Why what flips cannot be shown. */
  get failure(): Failure | null {
    return this.#failure;
  }

  async load(): Promise<void> {
    this.#progress = await orReport(this.#client.request('rerun.read', null), this.#report);
  }

  async start(modelId: string, scope: RerunScope): Promise<void> {
    this.#starting = true;
    await orReport(this.#client.request('rerun.start', { modelId, scope }), this.#report);
    this.#starting = false;
  }

  async cancel(): Promise<void> {
    await orReport(this.#client.request('rerun.cancel', null), this.#report);
  }

  receive(progress: RerunProgress): void {
    this.#progress = progress;
    if (this.running) return;
    this.#onEnded();
    void this.#fetch(false);
  }

  /** Shows what flips between these two models. */
  async compare(compared: Compared): Promise<void> {
    this.#compared = compared;
    this.#counts = null;
    this.#cases = [];
    await this.#fetch(false);
  }

  async narrow(kind: FlipKind): Promise<void> {
    this.#kind = kind;
    await this.#fetch(false);
  }

  async more(): Promise<void> {
    await this.#fetch(true);
  }

  async #fetch(goesOn: boolean): Promise<void> {
    const [compared, kind] = [this.#compared, this.#kind];
    if (compared === null) return;
    const query = { ...compared, kind, offset: goesOn ? this.#cases.length : 0, limit: casesAtOnce };
    try {
      const { rows, offset, ...counts } = await this.#client.request('flips.list', query);
      if (this.#compared !== compared || this.#kind !== kind) return;
      this.#counts = counts;
      this.#cases = [...this.#cases.slice(0, offset), ...rows];
      this.#failure = null;
    } catch (error) {
      if (this.#compared === compared) this.#failure = toFailure(error);
    }
  }
}
