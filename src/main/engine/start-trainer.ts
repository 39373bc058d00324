import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { type EngineLibrary, ownLibrary, watchFalseStart } from './engine-library';
import { tensorFlowEnvironment } from './tensorflow-environment';

/** What decides a run's last bits beside its settings; recorded with the run. */
export interface PinnedDevice {
  readonly threads: number;
  readonly oneDnn: boolean;
}

/**
 * Starts a trainer as a child of its own, beside the inference engine (start-engine.ts says why a child). Thread count and the oneDNN switch are pinned:
 * with others the same sums come out with other last bits. It gives way to whoever reads: the threads it will start inherit its priority.
 * @param entryFile the built trainer-process.js
 * @param library set aside where the child does not start with it
 */
export function startTrainer(entryFile: string, { threads, oneDnn }: PinnedDevice, library: EngineLibrary = ownLibrary): ChildProcess {
  const libraryFolder = library.inUse();
  const child = fork(entryFile, [], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    execArgv: [],
    env: {
      ...tensorFlowEnvironment(oneDnn, libraryFolder),
      TF_DETERMINISTIC_OPS: '1',
      TF_NUM_INTRAOP_THREADS: String(threads),
      TF_NUM_INTEROP_THREADS: String(threads),
    },
  });
  if (libraryFolder !== null) watchFalseStart(child, library);
  if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  return child;
}
