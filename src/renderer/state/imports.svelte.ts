/* eslint-disable svelte/prefer-svelte-reactivity -- the set only remembers what was closed */
import type { Failure } from '../../shared/failure';
import type { ImportProgress } from '../../shared/study';
import { orReport } from '../app-client';
import type { AppClient } from '../app-client';
import { failureHere } from '../failure-words';
import { t } from '../words.svelte';

/** A quiet end needs no reading: it leaves by itself. */
const quietEndMs = 6000;

const running = (progress: ImportProgress): boolean => progress.state === 'searching' || progress.state === 'importing';

/** Files a second so far; null before there is something to divide by. */
export function importRate({ filesDone, elapsedMilliseconds }: ImportProgress): number | null {
  return filesDone > 0 && elapsedMilliseconds > 0 ? (filesDone * 1000) / elapsedMilliseconds : null;
}

/** Imports under way and those whose outcome has not been read yet, oldest first. */
export class Imports {
  readonly #client: AppClient;
  readonly #report: (failure: Failure) => void;
  readonly #onFinished: (progress: ImportProgress) => void;
  #known = $state.raw<readonly ImportProgress[]>([]);
  #closed = new Set<number>();

  /** `report` shows why an import could not start; `onFinished` is told of every import's end. */
  constructor(client: AppClient, report: (failure: Failure) => void, onFinished: (progress: ImportProgress) => void) {
    this.#client = client;
    this.#report = report;
    this.#onFinished = onFinished;
  }

  get known(): readonly ImportProgress[] {
    return this.#known;
  }
  get running(): boolean {
    return this.#known.some(running);
  }

  /** Opens the system's dialog. */
  async choose(kind: 'files' | 'folder'): Promise<void> {
    await orReport(this.#client.request('import.choose', { kind }), this.#report);
  }

  /** Imports files dropped onto the window. */
  async drop(files: readonly File[]): Promise<void> {
    const paths = files.map((file) => this.#client.pathOfDroppedFile(file)).filter((path) => path !== '');
    if (paths.length === 0) {
      this.#report(failureHere('not-found', t('state:nothingDropped')));
      return;
    }
    await orReport(this.#client.request('import.start', { paths }), this.#report);
  }

  /** Imports the studies that ship with the application. */
  async samples(): Promise<void> {
    await orReport(this.#client.request('samples.import', null), this.#report);
  }

  async cancel(importId: number): Promise<void> {
    await orReport(this.#client.request('import.cancel', { importId }), this.#report);
  }

  /** Takes an import that has ended off the screen. */
  close(importId: number): void {
    this.#closed.add(importId);
    this.#known = this.#known.filter((progress) => progress.importId !== importId);
  }

  /** What the main process says of an import. */
  receive(progress: ImportProgress): void {
    if (this.#closed.has(progress.importId)) return;
    const before = this.#known.find(({ importId }) => importId === progress.importId);
    this.#known =
      before === undefined ? [...this.#known, progress] : this.#known.map((one) => (one.importId === progress.importId ? progress : one));
    if (running(progress) || (before !== undefined && !running(before))) return;
    this.#onFinished(progress);
    const quiet = progress.state === 'finished' && progress.failures.length === 0;
    if (quiet) setTimeout(() => this.close(progress.importId), quietEndMs);
  }
}
