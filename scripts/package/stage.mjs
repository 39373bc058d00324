import { cpSync, lstatSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { SetupFailure } from '../setup/failure.mjs';
import { inModules, projectFolder } from '../setup/paths.mjs';
import { bundleTensorflow } from './bundle-tensorflow.mjs';
import { BUNDLED_PACKAGES } from './packages-of.mjs';
import { SHIPPED_MODULES, unplannedModules } from './shipped-modules.mjs';

const BUNDLES = ['main', 'preload', 'renderer'];

/** What electron-builder.yml puts in as node_modules. */
const MODULES = 'modules';

/** Not for people who read images: the recipe of the shipped model, which only a checkout runs. */
const LEFT_OUT = new Set([BUNDLED_PACKAGES, 'train-shipped.js']);

const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));
const inOut = (...parts) => join(projectFolder, 'out', ...parts);

/**
 * Lays out in `folder` what goes into the application's archive and beside it, file by file: nothing gets there that isn't named.
 * @param {string} folder replaced
 * @param {{ version?: string, libraryFolder: string }} options version: another than package.json's; libraryFolder: TensorFlow's C library
 *   with its notices, as set-up lays it out
 * @returns {Promise<string[]>} the npm packages that are in it, as paths inside node_modules
 * @throws {SetupFailure} where a dependency is not accounted for
 */
export async function stageApplication(folder, { version, libraryFolder }) {
  const manifest = readJson(join(projectFolder, 'package.json'));
  const notes = BUNDLES.map((name) => readJson(inOut(name, BUNDLED_PACKAGES)));
  const imports = notes.flatMap(({ imports }) => imports).filter((name) => name !== 'electron' && !isBuiltin(name));
  const unplanned = unplannedModules(Object.keys(manifest.dependencies), imports);
  if (unplanned.length > 0) throw new SetupFailure(unplanned.join('\n'));

  rmSync(folder, { recursive: true, force: true });
  for (const name of BUNDLES) copy(inOut(name), join(folder, 'out', name));
  for (const [name, parts] of Object.entries(SHIPPED_MODULES))
    for (const part of parts) copy(inModules(name, part), join(folder, MODULES, name, part));
  const tensorflow = join(folder, MODULES, '@tensorflow', 'tfjs-node-gpu');
  const inTensorflow = await bundleTensorflow(tensorflow);
  stageLibrary(libraryFolder, join(tensorflow, 'deps'));
  writeManifest(folder, { ...manifest, version: version ?? manifest.version });
  return [...new Set([...notes.flatMap(({ packages }) => packages), ...Object.keys(SHIPPED_MODULES), ...inTensorflow])].sort();
}

function copy(from, to) {
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, to, { recursive: true, filter: (path) => !LEFT_OUT.has(basename(path)) && !path.endsWith('.map') });
}

/** The libraries under the names that programs load them by; the links without a version are for compilers. NVIDIA's lie beside. */
function stageLibrary(libraryFolder, deps) {
  const isForCompilers = (path) => process.platform === 'linux' && lstatSync(path).isSymbolicLink();
  for (const name of ['lib', 'nvidia']) {
    const from = join(libraryFolder, name);
    if (!lstatSync(from, { throwIfNoEntry: false })) continue;
    cpSync(from, join(deps, name), { recursive: true, verbatimSymlinks: true, filter: (path) => !isForCompilers(path) });
  }
}

/** What Electron and the application read of package.json, and no dependencies: electron-builder would add all of them, with their own. */
function writeManifest(folder, { name, productName, version, description, homepage, cudaSource, license, author, type, main }) {
  const manifest = {
    name,
    productName,
    version,
    description,
    homepage,
    cudaSource,
    license,
    author,
    type,
    main,
    desktopName: `${name}.desktop`,
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest, null, 2));
}
