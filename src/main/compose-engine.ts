import type { AppPushes } from '../shared/app-api';
import { createEngineClient, type EngineClient } from './engine/engine-client';
import { startEngine } from './engine/start-engine';
import type { Paths } from './paths';
import { createCudaPlace, type CudaPlace } from './services/cuda/cuda-place';
import { cudaWheels } from './services/cuda/pinned-wheels';

type Push = <Name extends 'engine.changed' | 'cuda.changed'>(name: Name, push: AppPushes[Name]) => void;

/** The engine gives its memory back after this long without work. */
const idleMilliseconds = 5 * 60_000;

/**
 * The engine, with TensorFlow's CUDA library where that was fetched and starts; what it does not start with is said once and set aside.
 * @param onCrash the engine ended of itself, by this exit code or signal
 */
export function composeEngine(
  paths: Paths,
  push: Push,
  onCrash: ((how: string) => void) | undefined,
): { readonly engine: EngineClient; readonly cudaPlace: CudaPlace } {
  const cudaPlace = createCudaPlace(paths.cuda, cudaWheels, (mark) => {
    process.stderr.write(`The CUDA library did not start and is set aside (${mark.reason}). The processor computes.\n`);
    push('cuda.changed', { state: 'set-aside', ...mark });
  });
  let usesLibrary = false;
  const engine = createEngineClient({
    start: () => {
      usesLibrary = cudaPlace.inUse() !== null;
      return startEngine(paths.engineEntry, paths.inputCheck, cudaPlace);
    },
    idleMilliseconds,
    onState: (state) => push('engine.changed', state),
    onCrash: (how) => onCrash?.(how),
    onHang: (wasReady) => {
      if (usesLibrary && !wasReady) cudaPlace.setAside('no answer within a minute of the start');
    },
  });
  return { engine, cudaPlace };
}
