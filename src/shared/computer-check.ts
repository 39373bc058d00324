import type { Failure } from './failure';
import type { DeviceReport } from './model';

/** What the application finds on the computer it runs on: shown at the first start, by `doctor` and in collected diagnostics. */
export interface ComputerCheck {
  /** Where the model in force runs, found by running it; null where it can't. */
  readonly device: DeviceReport | null;
  /** Why it can't; null where it can. */
  readonly deviceProblem: Failure | null;
  /** True where an NVIDIA driver is there and the processor computes all the same. */
  readonly gpuUnused: boolean;
  /** TensorFlow's library for NVIDIA GPUs: 'set-aside' where an engine did not start with it. */
  readonly cudaLibrary: 'absent' | 'in-use' | 'set-aside';
  readonly threads: number;
  readonly memoryBytes: number;
  readonly diskFreeBytes: number;
  readonly readOnly: boolean;
}
