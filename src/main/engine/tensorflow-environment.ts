import { delimiter, join } from 'node:path';

/**
 * oneDNN's arena doubles its regions as it grows. Chromium's allocator, which replaces malloc in every process of the Electron binary, ends the process
 * (SIGTRAP) at a single allocation of 2 GiB; with this limit no region gets there, once there is one of 1 GiB, and what needs more fails as
 * 'out-of-memory' instead.
 */
const arenaLimitBytes = (1024 + 2040) * 1024 ** 2;

/**
 * @param libraryFolder whose `lib` holds the library in the place of the addon's own, null for that one: the addon's way to its library is a RUNPATH, before
 *   which the loader looks here (ld.so(8))
 */
function libraryPath(libraryFolder: string | null): NodeJS.ProcessEnv {
  if (libraryFolder === null) return {};
  const before = process.env['LD_LIBRARY_PATH'] ?? '';
  return { LD_LIBRARY_PATH: [join(libraryFolder, 'lib'), before].filter((part) => part !== '').join(delimiter) };
}

/** What every child that computes with TensorFlow has in its environment, on this same binary, run as plain Node. */
export function tensorFlowEnvironment(oneDnn: boolean, libraryFolder: string | null): NodeJS.ProcessEnv {
  return {
    ...process.env,
    ...libraryPath(libraryFolder),
    ELECTRON_RUN_AS_NODE: '1',
    // Errors only.
    TF_CPP_MIN_LOG_LEVEL: '2',
    // Engine and trainer can then share a GPU.
    TF_FORCE_GPU_ALLOW_GROWTH: 'true',
    // TensorFlow switches it on by itself on some processors only; on the others it halves the time of a convolution.
    TF_ENABLE_ONEDNN_OPTS: oneDnn ? '1' : '0',
    TF_MKL_ALLOC_MAX_BYTES: String(arenaLimitBytes),
  };
}
