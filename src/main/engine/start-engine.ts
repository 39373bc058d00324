import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { type EngineLibrary, ownLibrary, watchFalseStart } from './engine-library';
import { tensorFlowEnvironment } from './tensorflow-environment';

/**
 * Starts the engine as a child on this same binary, run as plain Node: in Electron's own processes Chromium's allocator ends the process
 * at a single allocation of 2 GiB, which TensorFlow makes. The only file that chooses where the engine runs.
 * @param entryFile the built engine-process.js
 * @param inputCheckFolder holds the check that refuses pictures of anything but a frontal chest
 * @param library set aside where the child does not start with it
 */
export function startEngine(entryFile: string, inputCheckFolder: string, library: EngineLibrary = ownLibrary): ChildProcess {
  const libraryFolder = library.inUse();
  const child = fork(entryFile, [inputCheckFolder], {
    serialization: 'advanced',
    // Standard error is kept by the client for the reason of a crash; nothing else is to be heard.
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    execArgv: [],
    env: tensorFlowEnvironment(true, libraryFolder),
  });
  if (libraryFolder !== null) watchFalseStart(child, library);
  return child;
}
