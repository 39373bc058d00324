import { join } from 'node:path';
import { fail } from '../../shared/failure';
import { takeFileLock } from '../store/file-lock';
import { checkName } from './check-dataset-name';

interface Job {
  readonly stop: AbortController;
  readonly finished: Promise<unknown>;
}

/** What is being ingested: one job a dataset at a time, in this process and in any other. */
export class DatasetJobs {
  private readonly running = new Map<string, Job>();

  constructor(private readonly folder: string) {}

  /** Rejects with run-busy where the dataset is being worked on, and with invalid-request for a name that can't be a dataset's. */
  async run<T>(name: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    checkName(name);
    if (this.running.has(name)) fail('run-busy', `The dataset ${name} is being ingested: wait for it to end, or cancel it.`);
    const lock = takeFileLock(join(this.folder, name, 'lock'));
    if (lock === null) return fail('run-busy', `The dataset ${name} is being ingested by another Pneumoscope: wait for it to end.`);
    const stop = new AbortController();
    const finished = work(stop.signal).finally(() => {
      this.running.delete(name);
      lock.release();
    });
    this.running.set(name, { stop, finished });
    return finished;
  }

  cancel(name: string): void {
    this.running.get(name)?.stop.abort();
  }

  async close(): Promise<void> {
    const jobs = [...this.running.values()];
    for (const { stop } of jobs) stop.abort();
    await Promise.allSettled(jobs.map(({ finished }) => finished));
  }
}
