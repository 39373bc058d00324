import { availableParallelism, totalmem } from 'node:os';
import type { ComputerCheck } from '../../shared/computer-check';
import { toFailure } from '../../shared/failure';
import type { EngineClient } from '../engine/engine-client';
import type { CudaPlace } from './cuda/cuda-place';
import { hasNvidiaDriver } from './cuda/nvidia-driver';
import { diskFreeBytes } from './disk-space';
import type { Models } from './models';

interface Checked {
  readonly engine: Pick<EngineClient, 'warm'>;
  readonly models: Pick<Models, 'active'>;
  readonly paths: { readonly home: string };
  readonly readOnly: boolean;
  readonly cudaPlace: Pick<CudaPlace, 'isThere' | 'setAsideMark'>;
}

/** Starts the engine with the model in force, and looks at memory and disk. An engine that cannot run is part of the answer, not a failure. */
export async function checkComputer({ engine, models, paths, readOnly, cudaPlace }: Checked): Promise<ComputerCheck> {
  const { device, deviceProblem } = await engine.warm(models.active().folder).then(
    (found) => ({ device: found, deviceProblem: null }),
    (error: unknown) => ({ device: null, deviceProblem: toFailure(error) }),
  );
  return {
    device,
    deviceProblem,
    gpuUnused: device?.kind === 'cpu' && hasNvidiaDriver(),
    cudaLibrary: !cudaPlace.isThere() ? 'absent' : cudaPlace.setAsideMark() === null ? 'in-use' : 'set-aside',
    threads: availableParallelism(),
    memoryBytes: totalmem(),
    diskFreeBytes: await diskFreeBytes(paths.home),
    readOnly,
  };
}
