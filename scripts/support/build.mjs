import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { shortHash } from '../setup/hash.mjs';
import { withLock } from '../setup/lock.mjs';
import { cacheFolder, inModules, projectFolder } from '../setup/paths.mjs';
import { createReport } from '../setup/progress.mjs';
import { runTool } from '../setup/run-tool.mjs';

const inOut = (...parts) => join(projectFolder, 'out', ...parts);

/** Written last, with the hash of what was built: a build that was interrupted, or made from other sources, has no such stamp. */
const stampFile = inOut('.built');

const OUTPUTS = [
  'main/index.js',
  'main/cli.js',
  'main/engine-process.js',
  'main/trainer-process.js',
  'main/image-worker.js',
  'preload/index.cjs',
  'renderer/index.html',
];
const SETTINGS = ['electron.vite.config.ts', 'svelte.config.js', 'tsconfig.base.json', 'package.json', 'package-lock.json'];

/** All that a build depends on: contents, not times, which a checkout changes. */
function sourceHash() {
  const hash = createHash('sha256');
  const sources = readdirSync(join(projectFolder, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  for (const file of [...sources, ...SETTINGS.map((name) => join(projectFolder, name))]) {
    if (existsSync(file)) hash.update(file.slice(projectFolder.length)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

const isBuilt = (hash) =>
  existsSync(stampFile) && readFileSync(stampFile, 'utf8') === hash && OUTPUTS.every((name) => existsSync(inOut(name)));

/**
 * Builds the application into out/ if its sources are not those that out/ was built from.
 * @param {{ force?: boolean }} options
 */
export async function buildIfStale({ force = false } = {}) {
  const hash = sourceHash();
  if (!force && isBuilt(hash)) return;
  const report = createReport();
  await withLock(join(cacheFolder(), 'checkouts', `${shortHash(projectFolder)}-build.lock`), async (lock) => {
    if (!force && isBuilt(hash)) return;
    report.begin('building the application');
    rmSync(stampFile, { force: true });
    await runTool([process.execPath, inModules('electron-vite', 'bin', 'electron-vite.js'), 'build'], { cwd: projectFolder, report, lock });
    mkdirSync(inOut(), { recursive: true });
    writeFileSync(stampFile, hash);
    report.finish();
  });
}
