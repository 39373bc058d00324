import { toFailure, type Failure } from '../../shared/failure';
import type { ReportBody, StoredReport } from '../../shared/report';
import type { AppClient } from '../app-client';

/** What is typed is kept at most this much later, however long the typing goes on: a crash costs less than a second of it. */
const saveAfterMs = 400;

export type Written = 'nothing' | 'unsaved' | 'saved' | 'failed';

/** What is being written on one study, and how far it is kept. */
export class ReportDraft {
  readonly #client: Pick<AppClient, 'request'>;
  readonly #onKept: (kept: StoredReport) => void;
  #studyId: number | null = null;
  #body = $state.raw<ReportBody | null>(null);
  #written = $state<Written>('nothing');
  #failure = $state.raw<Failure | null>(null);
  #timer: ReturnType<typeof setTimeout> | null = null;

  /** @param onKept told of what was kept, whoever asked for it: the moment after typing does */
  constructor(client: Pick<AppClient, 'request'>, onKept: (kept: StoredReport) => void) {
    this.#client = client;
    this.#onKept = onKept;
  }

  /** null while nothing is being written. */
  get body(): ReportBody | null {
    return this.#body;
  }
  get written(): Written {
    return this.#written;
  }
  /** Why it could not be kept. */
  get failure(): Failure | null {
    return this.#failure;
  }

  /** Begins with what is kept of a study's draft; null for nothing. */
  take(studyId: number | null, kept: ReportBody | null): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#studyId = studyId;
    this.#body = kept;
    this.#written = kept === null ? 'nothing' : 'saved';
    this.#failure = null;
  }

  /** Shows text that nobody has touched yet: it is kept with the first change. */
  propose(body: ReportBody): void {
    this.#body = body;
  }

  /** Another text, to be kept in a moment. */
  change(body: ReportBody): void {
    this.#body = body;
    this.#written = 'unsaved';
    this.#timer ??= setTimeout(() => void this.flush(), saveAfterMs);
  }

  /** Keeps what was written since the last time, now. */
  async flush(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const studyId = this.#studyId;
    const body = this.#body;
    if (this.#written !== 'unsaved' || studyId === null || body === null) return;
    try {
      const kept = await this.#client.request('reports.save', { studyId, body });
      if (this.#studyId === studyId && this.#body === body) this.#written = 'saved';
      this.#failure = null;
      this.#onKept(kept);
    } catch (error) {
      if (this.#studyId !== studyId) return;
      this.#written = 'failed';
      this.#failure = toFailure(error);
    }
  }
}
