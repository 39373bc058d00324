import type { AuditAction, AuditCheck } from '../../shared/explain';
import { toFailure, type Failure } from '../../shared/failure';
import type { AuditEntry } from '../../shared/model';
import { orReport } from '../app-client';
import type { AppClient } from '../app-client';
import { failureHere } from '../failure-words';
import { t } from '../words.svelte';

const entriesAtOnce = 100;

/** What of the trail is shown; times in milliseconds since 1970, null for no bound. */
export interface AuditFilter {
  readonly action: AuditAction | 'any';
  readonly fromMs: number | null;
  readonly beforeMs: number | null;
}

export const wholeTrail: AuditFilter = { action: 'any', fromMs: null, beforeMs: null };

/** The audit trail as a page shows it, and the entry that each opened case makes. */
export class Audit {
  readonly #client: Pick<AppClient, 'request'>;
  readonly #report: (failure: Failure) => void;
  #filter = $state.raw<AuditFilter>(wholeTrail);
  #entries = $state.raw<readonly AuditEntry[]>([]);
  #total = $state<number | null>(null);
  #failure = $state.raw<Failure | null>(null);
  #check = $state.raw<AuditCheck | null>(null);
  #checking = $state(false);
  #exportedTo = $state.raw<{ readonly file: string; readonly entries: number } | null>(null);
  #unwritten = $state.raw<Failure | null>(null);

  constructor(client: Pick<AppClient, 'request'>, report: (failure: Failure) => void) {
    this.#client = client;
    this.#report = report;
  }

  get filter(): AuditFilter {
    return this.#filter;
  }
  /** Newest first, as far as they were fetched. */
  get entries(): readonly AuditEntry[] {
    return this.#entries;
  }
  /** All that match; null before the first answer. */
  get total(): number | null {
    return this.#total;
  }
  get failure(): Failure | null {
    return this.#failure;
  }
  /** What checking the hashes found; null before it was asked for. */
  get check(): AuditCheck | null {
    return this.#check;
  }
  get checking(): boolean {
    return this.#checking;
  }
  get exportedTo(): { readonly file: string; readonly entries: number } | null {
    return this.#exportedTo;
  }
  /** Why the latest case that was opened could not be written to the trail; null where it was. */
  get unwritten(): Failure | null {
    return this.#unwritten;
  }

  /** A case came on the screen. Reading goes on where that cannot be written; the reader is told the first time. */
  async opened(studyId: number | null): Promise<void> {
    if (studyId === null) return;
    try {
      await this.#client.request('audit.opened', { studyId });
      this.#unwritten = null;
    } catch (error) {
      const failure = toFailure(error);
      // That the folder is read-only is said by a notice of its own.
      if (this.#unwritten === null && failure.code !== 'read-only')
        this.#report(failureHere(failure.code, t('explain:audit.cannotWrite', { reason: failure.message }), failure.file));
      this.#unwritten = failure;
    }
  }

  async load(): Promise<void> {
    await this.#fetch(null);
  }

  async narrow(change: Partial<AuditFilter>): Promise<void> {
    this.#filter = { ...this.#filter, ...change };
    await this.load();
  }

  async more(): Promise<void> {
    await this.#fetch(this.#entries.at(-1)?.number ?? null);
  }

  async verify(): Promise<void> {
    this.#checking = true;
    this.#check = await orReport(this.#client.request('audit.verify', null), this.#report);
    this.#checking = false;
  }

  async export(): Promise<void> {
    const exported = await orReport(this.#client.request('audit.export', null), this.#report);
    if (exported === null) return;
    this.#exportedTo = exported;
    await this.load();
  }

  async #fetch(beforeNumber: number | null): Promise<void> {
    const filter = this.#filter;
    const { action, fromMs, beforeMs } = filter;
    const actions = action === 'any' ? null : [action];
    try {
      const page = await this.#client.request('audit.list', { actions, fromMs, beforeMs, beforeNumber, limit: entriesAtOnce });
      if (this.#filter !== filter) return;
      this.#entries = beforeNumber === null ? page.entries : [...this.#entries, ...page.entries];
      this.#total = page.total;
      this.#failure = null;
    } catch (error) {
      if (this.#filter === filter) this.#failure = toFailure(error);
    }
  }
}
