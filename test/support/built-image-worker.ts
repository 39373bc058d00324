import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { build } from 'vite';

/** Builds the image worker's entry from the sources as they are now, and returns its path; `remove` deletes the build. */
export async function buildImageWorker(): Promise<{ readonly entry: string; remove(): Promise<void> }> {
  // Inside the project, so that the built file finds node_modules.
  await mkdir(resolve('out'), { recursive: true });
  const folder = await mkdtemp(resolve('out', 'test-image-worker-'));
  await build({
    configFile: false,
    logLevel: 'error',
    build: { ssr: 'src/main/image-workers/image-worker.ts', outDir: folder, target: 'node20', emptyOutDir: false },
  });
  return { entry: join(folder, 'image-worker.js'), remove: () => rm(folder, { recursive: true }) };
}
