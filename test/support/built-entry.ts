import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { build } from 'vite';

/** Builds one entry of the main process from the sources as they are now, and returns its path; `remove` deletes the build. */
export async function buildEntry(source: string): Promise<{ readonly entry: string; remove(): Promise<void> }> {
  // Inside the project, so that the built file finds node_modules.
  await mkdir(resolve('out'), { recursive: true });
  const folder = await mkdtemp(resolve('out', 'test-'));
  await build({ configFile: false, logLevel: 'error', build: { ssr: source, outDir: folder, target: 'node20', emptyOutDir: false } });
  return { entry: join(folder, basename(source).replace(/\.ts$/, '.js')), remove: () => rm(folder, { recursive: true }) };
}
