import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { build } from 'vite';

/** Builds the engine's entry from the sources as they are now, and returns its path; `remove` deletes the build. */
export async function buildEngine(): Promise<{ readonly entry: string; remove(): Promise<void> }> {
  // Inside the project, so that the built file finds node_modules.
  await mkdir(resolve('out'), { recursive: true });
  const folder = await mkdtemp(resolve('out', 'test-engine-'));
  await build({
    configFile: false,
    logLevel: 'error',
    build: { ssr: 'src/main/engine/engine-process.ts', outDir: folder, target: 'node20', emptyOutDir: false },
  });
  return { entry: join(folder, 'engine-process.js'), remove: () => rm(folder, { recursive: true }) };
}
