import type { DatasetAudit, DatasetSource, DatasetSummary, IngestProgress } from '../../shared/dataset';
import { toFailure } from '../../shared/failure';
import type { Failure } from '../../shared/failure';
import { orReport } from '../app-client';
import type { AppClient } from '../app-client';

/** Images a second so far; null before there is something to divide by. */
export function ingestRate({ imagesDone, elapsedMilliseconds }: IngestProgress): number | null {
  return imagesDone > 0 && elapsedMilliseconds > 0 ? (imagesDone * 1000) / elapsedMilliseconds : null;
}

/** The datasets, those being taken in, and the audit of the one that is looked at. */
export class Datasets {
  readonly #client: Pick<AppClient, 'request'>;
  readonly #report: (failure: Failure) => void;
  #all = $state.raw<readonly DatasetSummary[] | null>(null);
  #failure = $state.raw<Failure | null>(null);
  #ingests = $state.raw<readonly IngestProgress[]>([]);
  #audited = $state<string | null>(null);
  #audit = $state.raw<DatasetAudit | null>(null);
  #auditFailure = $state.raw<Failure | null>(null);

  constructor(client: Pick<AppClient, 'request'>, report: (failure: Failure) => void) {
    this.#client = client;
    this.#report = report;
  }

  /** null before the first answer. */
  get all(): readonly DatasetSummary[] | null {
    return this.#all;
  }
  /** Why the datasets could not be listed. */
  get failure(): Failure | null {
    return this.#failure;
  }
  /** What is being taken in, and what ended otherwise than well and has not been read yet. */
  get ingests(): readonly IngestProgress[] {
    return this.#ingests;
  }
  /** Those that can be trained on. */
  get trainable(): readonly DatasetSummary[] {
    return (this.#all ?? []).filter(({ locked }) => !locked);
  }
  /** Those kept for comparing models. */
  get locked(): readonly DatasetSummary[] {
    return (this.#all ?? []).filter(({ locked }) => locked);
  }
  /** The name of the dataset whose audit is shown; null for the list. */
  get audited(): string | null {
    return this.#audited;
  }
  /** null until it has been computed. */
  get audit(): DatasetAudit | null {
    return this.#audit;
  }
  get auditFailure(): Failure | null {
    return this.#auditFailure;
  }

  /** Lists the datasets; also the way to try again after a failure. */
  async load(): Promise<void> {
    try {
      this.#all = await this.#client.request('datasets.list', null);
      this.#failure = null;
    } catch (error) {
      this.#failure = toFailure(error);
    }
  }

  /** Opens the system's dialog; null when the user closed it. */
  choose(what: 'images' | 'labels' | 'classes'): Promise<string | null> {
    return orReport(this.#client.request('datasets.choose', { what }), this.#report);
  }

  /** Starts taking in a dataset; false where it could not begin. */
  async add(name: string, source: DatasetSource, locked: boolean): Promise<boolean> {
    this.close(name);
    let begun = true;
    await orReport(this.#client.request('datasets.add', { name, source, locked }), (failure) => {
      begun = false;
      this.#report(failure);
    });
    return begun;
  }

  async cancel(name: string): Promise<void> {
    await orReport(this.#client.request('datasets.cancel', { name }), this.#report);
  }

  /** Takes an ingest that has ended off the screen. */
  close(name: string): void {
    this.#ingests = this.#ingests.filter((progress) => progress.name !== name);
  }

  /** What the main process says of an ingest. One that went well leaves its place to the dataset. */
  receive(progress: IngestProgress): void {
    const others = this.#ingests.filter(({ name }) => name !== progress.name);
    this.#ingests = progress.state === 'finished' ? others : [...others, progress];
    if (progress.state !== 'running') void this.load();
  }

  /** Shows what a person should look at before training on a dataset. */
  async show(name: string): Promise<void> {
    this.#audited = name;
    this.#audit = null;
    this.#auditFailure = null;
    try {
      const audit = await this.#client.request('datasets.audit', { name });
      if (this.#audited === name) this.#audit = audit;
    } catch (error) {
      if (this.#audited === name) this.#auditFailure = toFailure(error);
    }
  }

  /** Back to the list. */
  leave(): void {
    this.#audited = null;
    this.#audit = null;
    this.#auditFailure = null;
  }
}
