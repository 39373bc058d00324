import { Worker } from 'node:worker_threads';
import type { DisplayedView } from '../../shared/displayed-view';
import { ExpectedFailure, type Failure } from '../../shared/failure';
import type { ImageTags } from '../../shared/image-tags';
import type { DatasetRecord } from '../dataset/dataset-record';
import type { LabelList } from '../dataset/labels/labelled-image';
import type { FileSource } from '../dataset/labels/read-labels';
import type { Identity } from '../dicom/confidentiality/clean-elements';
import type { BurnedIn } from '../dicom/confidentiality/de-identify';
import type { PictureLayers } from '../picture/displayed-picture';
import type { NetworkInput, PictureForm } from '../preprocess/network-input';
import type { FinishedDataset, FoundDataset } from './dataset-files';
import type { ImageTask, TakenFile, TaskReply, TaskRequest } from './tasks';

export type { TakenFile } from './tasks';

/**
 * Worker threads that read, decode and store image files, so that neither the window nor the main process waits. Every call rejects with an
 * ExpectedFailure where the file is to blame: a file that crashes its decoder ('damaged') or keeps it busy for over 10 seconds
 * ('time-limit') costs its worker, which is replaced, and nothing else.
 *
 * `file` is the name that failures show, `path` where the bytes are.
 */
export interface ImageWorkers {
  /** Reads, judges and hashes a file to be imported; stores its bytes in `storeFolder` unless that is null. */
  take(file: string, storeFolder: string | null): Promise<TakenFile>;
  /** The picture as a network sees it. Overtakes waiting imports and thumbnails. */
  networkInput(path: string, file: string, form: PictureForm): Promise<NetworkInput>;
  /** A PNG, longest side 96 pixels. */
  thumbnail(path: string, file: string): Promise<Uint8Array>;
  /** The DICOM file for the viewer. Overtakes waiting imports and thumbnails. */
  viewerFile(path: string, file: string): Promise<Uint8Array>;
  /** A PNG of the image as it is displayed, at full resolution; with the overlay burnt in where there is one. */
  picture(path: string, file: string, view: DisplayedView, layers: PictureLayers): Promise<Uint8Array>;
  /** What the header says of text in the picture. */
  burnedIn(path: string, file: string): Promise<BurnedIn>;
  /** The DICOM file without what identifies anyone. Rejects with not-de-identifiable. */
  deIdentify(path: string, file: string, identity: Identity): Promise<Uint8Array>;
  /** The elements of a file's header. Overtakes waiting imports and thumbnails. */
  tags(path: string, file: string): Promise<ImageTags>;
  /** A labelled file's facts and its picture for a dataset's store. */
  datasetRecord(file: string, form: PictureForm): Promise<DatasetRecord>;
  /** What a source says of its images. Rejects with not-found, unreadable, labels-unusable. */
  labels(source: FileSource): Promise<LabelList>;
  /** Writes a version's list of cases and looks at what is in it. */
  finishDataset(found: FoundDataset): Promise<FinishedDataset>;
  /** Replaces each thread, as its code has changed; what runs is finished first. */
  renew(): void;
  /** Ends the threads; what waits or runs rejects as cancelled. */
  close(): Promise<void>;
}

interface Job {
  readonly id: number;
  readonly task: ImageTask;
  readonly resolve: (value: TaskReply & { ok: true }) => void;
  readonly reject: (error: ExpectedFailure) => void;
}

interface Thread {
  readonly worker: Worker;
  /** False until its code is loaded: a thread that ends before that says nothing about the file it was given. */
  ready: boolean;
  isOutdated: boolean;
  job: Job | null;
  timer: NodeJS.Timeout | null;
}

const defaultTimeLimitMilliseconds = 10_000;
/** What concerns a dataset as a whole takes as long as the dataset is large. */
const datasetTimeLimitMilliseconds = 10 * 60_000;

export interface ImageWorkersOptions {
  /** The built image-worker.js. */
  readonly workerFile: string;
  readonly count: number;
  readonly timeLimitMilliseconds?: number;
  /** The threads give way to a window of this process, which must not stutter while a folder is imported. */
  readonly givesWay?: boolean;
}

/** Prepares `count` image workers; the threads start with the first task. */
export function createImageWorkers(options: ImageWorkersOptions): ImageWorkers {
  const { workerFile, count, timeLimitMilliseconds = defaultTimeLimitMilliseconds, givesWay = false } = options;
  const threads = new Set<Thread>();
  const foreground: Job[] = [];
  const background: Job[] = [];
  let nextId = 1;
  let isClosed = false;

  function enqueue(queue: Job[], task: ImageTask): Promise<TaskReply & { ok: true }> {
    return new Promise((resolve, reject) => {
      const job: Job = { id: nextId, task, resolve, reject };
      nextId += 1;
      if (isClosed) return reject(cancelled(task));
      queue.push(job);
      dispatch();
    });
  }

  function dispatch(): void {
    while (foreground.length + background.length > 0) {
      const thread = idleThread();
      const job = thread === null ? undefined : (foreground.shift() ?? background.shift());
      if (thread === null || job === undefined) return;
      run(thread, job);
    }
  }

  function idleThread(): Thread | null {
    for (const thread of threads) if (thread.job === null) return thread;
    return threads.size < count ? startThread() : null;
  }

  function startThread(): Thread {
    const thread: Thread = {
      worker: new Worker(workerFile, { workerData: { givesWay } }),
      ready: false,
      isOutdated: false,
      job: null,
      timer: null,
    };
    threads.add(thread);
    thread.worker.on('message', (reply: 'ready' | TaskReply) => {
      if (reply === 'ready') thread.ready = true;
      else finish(thread, reply);
    });
    let reason = 'it ended by itself';
    thread.worker.on('error', (error) => (reason = error.message));
    thread.worker.on('exit', () => {
      lose(thread, (task) =>
        thread.ready
          ? failure('damaged', `${task.file} cannot be read: it made its decoder stop.`, task)
          : failure('unexpected', `${task.file} was not read: the image reader could not be started (${reason}).`, task),
      );
    });
    return thread;
  }

  function run(thread: Thread, job: Job): void {
    thread.job = job;
    const wholeDataset = job.task.kind === 'labels' || job.task.kind === 'dataset-finish';
    const limitMilliseconds = wholeDataset ? datasetTimeLimitMilliseconds : timeLimitMilliseconds;
    thread.timer = setTimeout(() => {
      const seconds = limitMilliseconds / 1000;
      lose(thread, (task) => failure('time-limit', `${task.file} was given up: reading it took longer than ${seconds} seconds.`, task));
    }, limitMilliseconds);
    thread.worker.postMessage({ id: job.id, task: job.task } satisfies TaskRequest);
  }

  function finish(thread: Thread, reply: TaskReply): void {
    const { job } = thread;
    if (job === null || job.id !== reply.id) return;
    release(thread);
    if (thread.isOutdated) retire(thread);
    if (reply.ok) job.resolve(reply);
    else job.reject(new ExpectedFailure(reply.failure));
    dispatch();
  }

  function release(thread: Thread): void {
    if (thread.timer !== null) clearTimeout(thread.timer);
    thread.timer = null;
    thread.job = null;
  }

  /** Gives a thread up with its job; the next task starts another one. */
  function lose(thread: Thread, why: (task: ImageTask) => Failure): void {
    if (!threads.delete(thread)) return;
    const { job } = thread;
    release(thread);
    void thread.worker.terminate();
    job?.reject(new ExpectedFailure(why(job.task)));
    if (!isClosed) dispatch();
  }

  /** Ends a thread that has nothing to do. */
  function retire(thread: Thread): void {
    threads.delete(thread);
    void thread.worker.terminate();
  }

  function renew(): void {
    for (const thread of threads) {
      thread.isOutdated = true;
      if (thread.job === null) retire(thread);
    }
  }

  async function close(): Promise<void> {
    isClosed = true;
    for (const job of [...foreground.splice(0), ...background.splice(0)]) job.reject(cancelled(job.task));
    const ending = [...threads].map((thread) => thread.worker.terminate());
    for (const thread of threads) lose(thread, (task) => cancelled(task).failure);
    await Promise.all(ending);
  }

  return {
    take: async (file, storeFolder) => (await enqueue(background, { kind: 'take', file, storeFolder })).value as TakenFile,
    networkInput: async (path, file, form) =>
      (await enqueue(foreground, { kind: 'network-input', path, file, form })).value as NetworkInput,
    thumbnail: async (path, file) => (await enqueue(background, { kind: 'thumbnail', path, file })).value as Uint8Array,
    viewerFile: async (path, file) => (await enqueue(foreground, { kind: 'viewer-file', path, file })).value as Uint8Array,
    picture: async (path, file, view, layers) =>
      (await enqueue(background, { kind: 'picture', path, file, view, layers })).value as Uint8Array,
    burnedIn: async (path, file) =>
      ((await enqueue(background, { kind: 'burned-in', path, file })).value as { readonly burnedIn: BurnedIn }).burnedIn,
    deIdentify: async (path, file, identity) =>
      (await enqueue(background, { kind: 'de-identify', path, file, identity })).value as Uint8Array,
    tags: async (path, file) => (await enqueue(foreground, { kind: 'tags', path, file })).value as ImageTags,
    datasetRecord: async (file, form) => (await enqueue(background, { kind: 'dataset-record', file, form })).value as DatasetRecord,
    labels: async (source) =>
      (await enqueue(foreground, { kind: 'labels', file: 'labels' in source ? source.labels : source.images, source })).value as LabelList,
    finishDataset: async (found) =>
      (await enqueue(foreground, { kind: 'dataset-finish', file: found.folder, found })).value as FinishedDataset,
    renew,
    close,
  };
}

function failure(code: Failure['code'], message: string, task: ImageTask): Failure {
  return { code, message, file: task.file };
}

function cancelled(task: ImageTask): ExpectedFailure {
  return new ExpectedFailure(failure('cancelled', `${task.file} was not read: Pneumoscope is closing.`, task));
}
