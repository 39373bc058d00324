import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { constants, setPriority } from 'node:os';

/** What decides a run's last bits beside its settings; recorded with the run. */
export interface PinnedDevice {
  readonly threads: number;
  readonly oneDnn: boolean;
}

/**
 * oneDNN's arena doubles its regions as it grows. Chromium's allocator, which replaces malloc in every process of the Electron binary, ends the process
 * (SIGTRAP) at a single allocation of 2 GiB; with this limit no region gets there, once there is one of 1 GiB, and what needs more fails as
 * 'out-of-memory' instead.
 */
const arenaLimitBytes = (1024 + 2040) * 1024 ** 2;

/**
 * Starts a trainer as a child of its own, beside the inference engine (start-engine.ts says why a child). Thread count and the oneDNN switch are pinned:
 * with others the same sums come out with other last bits. It gives way to whoever reads: the threads it will start inherit its priority.
 * @param entryFile the built trainer-process.js
 */
export function startTrainer(entryFile: string, { threads, oneDnn }: PinnedDevice): ChildProcess {
  const child = fork(entryFile, [], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    execArgv: [],
    env: {
      ...process.env,
      ELECTRON_RUN_AS_NODE: '1',
      TF_CPP_MIN_LOG_LEVEL: '2',
      TF_FORCE_GPU_ALLOW_GROWTH: 'true',
      TF_DETERMINISTIC_OPS: '1',
      TF_NUM_INTRAOP_THREADS: String(threads),
      TF_NUM_INTEROP_THREADS: String(threads),
      TF_ENABLE_ONEDNN_OPTS: oneDnn ? '1' : '0',
      TF_MKL_ALLOC_MAX_BYTES: String(arenaLimitBytes),
    },
  });
  if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  return child;
}
