import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { CudaProgress, CudaState, CudaStatus } from '../../../shared/cuda';
import { ExpectedFailure, fail, type Failure, toFailure } from '../../../shared/failure';
import { diskFailure } from '../../dataset/write-whole';
import { holdFolder } from '../../engine/run-lock';
import { diskFreeBytes } from '../disk-space';
import type { Policy } from '../policy';
import type { CudaPlace } from './cuda-place';
import { cudaWays } from './cuda-source';
import { makeLibrary, remainingOf } from './make-library';
import { hasNvidiaDriver } from './nvidia-driver';
import type { Wheel } from './pinned-wheels';
import { watchTimeLeft } from './time-left';
import { type FetchFile, fromFolder, fromNetwork, type WheelSource } from './wheel-sources';

interface CudaOptions {
  readonly place: CudaPlace;
  readonly wheels: readonly Wheel[];
  readonly policy: Policy;
  /** The address that this version of the application names. */
  readonly source: string;
  /** The way to that address alone. */
  readonly openWay: (source: string) => Promise<FetchFile>;
  /** Engines are to be started anew, with or without the library. */
  readonly renewEngine: () => void;
  readonly isTraining: () => boolean;
  readonly onChange: (state: CudaState) => void;
}

/** Fetching the CUDA library, and what became of it. Nobody is asked for anything before `fetch`. */
export interface Cuda {
  state(): CudaState;
  status(): Promise<CudaStatus>;
  /**
   * Gets the library from the network, or from a folder of files, and has engines use it; goes on where an earlier time stopped. Where it is there and was set
   * aside, engines try it again. Rejects with library-forbidden, library-unreachable, library-untrusted, not-found, disk-full, read-only, run-busy, cancelled;
   * what has come so far stays.
   */
  fetch(folder: string | null): Promise<void>;
  cancel(): void;
  /** Frees the disk of it. Rejects with run-busy while it is fetched or a run is being trained. */
  remove(): Promise<void>;
}

/** Left free for the history: a disk that is full to the last byte loses more than a library. */
const reserveBytes = 1024 ** 3;
const tellMilliseconds = 200;

export function createCuda(options: CudaOptions): Cuda {
  const { place, wheels, policy, onChange } = options;
  const ways = cudaWays(policy, options.source);
  let progress: CudaProgress | null = null;
  let failure: Failure | null = null;
  let going: AbortController | null = null;
  let telling: NodeJS.Timeout | null = null;

  function state(): CudaState {
    if (progress !== null) return { state: 'fetching', progress };
    const mark = place.setAsideMark();
    if (mark !== null) return { state: 'set-aside', ...mark };
    return place.isThere() ? { state: 'in-use' } : { state: 'absent', failure };
  }

  function sourceOf(folder: string | null): Promise<WheelSource> {
    if (folder !== null) return ways.folder ? Promise.resolve(fromFolder(folder)) : forbidden(policy);
    if (typeof ways.network === 'string') return forbidden(policy);
    const { source } = ways.network;
    return options.openWay(source).then((fetchFile) => fromNetwork(source, fetchFile));
  }

  async function make(folder: string | null, signal: AbortSignal): Promise<void> {
    const source = await sourceOf(folder);
    await mkdir(place.folder, { recursive: true });
    const release = await holdFolder(place.folder);
    if (release === null) fail('run-busy', 'The CUDA library is being fetched by another window or command. Wait for its end.');
    try {
      await requireSpace();
      const timeLeft = watchTimeLeft();
      const onProgress = (latest: Omit<CudaProgress, 'millisecondsLeft'>): void => {
        const isNew = progress?.step !== latest.step || progress.wheel !== latest.wheel;
        progress = { ...latest, millisecondsLeft: timeLeft(latest.doneBytes, latest.totalBytes) };
        if (isNew) onChange(state());
        else tellSoon();
      };
      await makeLibrary({ place, wheels, source, signal, onProgress });
    } finally {
      release();
    }
  }

  /** At most so often, and never without the last word. */
  function tellSoon(): void {
    telling ??= setTimeout(() => {
      telling = null;
      if (progress !== null) onChange(state());
    }, tellMilliseconds);
  }

  async function requireSpace(): Promise<void> {
    const { diskBytes } = remainingOf(place, wheels);
    const free = await diskFreeBytes(place.folder);
    if (free >= diskBytes + reserveBytes) return;
    const gigabytes = (bytes: number): string => `${(bytes / 1024 ** 3).toFixed(1)} GB`;
    fail(
      'disk-full',
      `The CUDA library needs ${gigabytes(diskBytes)} more on the disk that holds ${place.folder}, and 1 GB has to stay free beside it; ${gigabytes(free)} are free.`,
    );
  }

  async function run(folder: string | null, abort: AbortController): Promise<void> {
    try {
      failure = null;
      await make(folder, abort.signal);
    } catch (error) {
      const stopped: Failure = { code: 'cancelled', message: 'Fetching the CUDA library was stopped. What has come so far is kept.' };
      failure = abort.signal.aborted ? stopped : toFailure(diskFailure(error, place.folder));
      throw new ExpectedFailure(failure);
    } finally {
      progress = null;
      going = null;
      if (failure?.code === 'cancelled') failure = null;
      onChange(state());
    }
    options.renewEngine();
  }

  function idle(): void {
    if (going !== null) fail('run-busy', 'The CUDA library is being fetched.');
  }

  return {
    state,
    async status() {
      const { fetchBytes, diskBytes } = remainingOf(place, wheels);
      return {
        library: state(),
        driver: hasNvidiaDriver(),
        networkOff: typeof ways.network === 'string' ? ways.network : null,
        folderAllowed: ways.folder,
        policyFile: policy.file,
        fetchBytes,
        neededBytes: diskBytes + reserveBytes,
        freeBytes: await diskFreeBytes(place.folder).catch(() => diskFreeBytes(dirname(place.folder))),
        keptBytes: await place.bytes(),
      };
    },
    async fetch(folder) {
      idle();
      if (place.isThere()) {
        place.takeBack();
        onChange(state());
        options.renewEngine();
        return;
      }
      const abort = new AbortController();
      going = abort;
      return run(folder, abort);
    },
    cancel: () => going?.abort(),
    async remove() {
      idle();
      if (options.isTraining()) fail('run-busy', 'A training run is going on. The CUDA library can be removed after its end.');
      await place.remove().catch((error: unknown) => {
        throw diskFailure(error, place.folder);
      });
      failure = null;
      onChange(state());
      options.renewEngine();
    },
  };
}

function forbidden({ file }: Policy): Promise<never> {
  return Promise.reject(
    new ExpectedFailure({
      code: 'library-forbidden',
      message: `The CUDA library cannot be fetched here: no address is named for it, or the policy of this computer (${file}) does not allow it.`,
    }),
  );
}
