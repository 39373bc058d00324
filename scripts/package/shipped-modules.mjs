import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { inModules } from '../setup/paths.mjs';

/**
 * The dependencies that ship as packages, because they carry native code or WebAssembly, and of each the files that are used. Every other
 * dependency is bundled (electron.vite.config.ts). Paths are inside the package's folder; a folder means all in it.
 * @type {Record<string, string[]>}
 */
export const SHIPPED_MODULES = {
  '@cornerstonejs/codec-charls': ['package.json', 'dist/charlswasm_decode.js', 'dist/charlswasm_decode.wasm'],
  '@cornerstonejs/codec-libjpeg-turbo-8bit': ['package.json', 'dist/libjpegturbowasm_decode.js', 'dist/libjpegturbowasm_decode.wasm'],
  '@cornerstonejs/codec-openjpeg': ['package.json', 'dist/openjpegwasm_decode.js', 'dist/openjpegwasm_decode.wasm'],
  '@cornerstonejs/codec-openjph': ['package.json', 'dist/openjphjs.js', 'dist/openjphjs.wasm'],
  // Its native part is a package of its own beside it, one for each platform.
  '@resvg/resvg-js': ['package.json', 'LICENSE', 'index.js', 'js-binding.js', ...resvgBinaries()],
  // Its JavaScript is bundled into dist/index.js (bundle-tensorflow.mjs), its library laid out by stage.mjs.
  '@tensorflow/tfjs-node-gpu': ['package.json', 'lib'],
  'better-sqlite3': [
    'package.json',
    'lib/index.js',
    'lib/binding.js',
    'lib/database.js',
    'lib/sqlite-error.js',
    'lib/util.js',
    'lib/methods',
    sqliteBinary(),
  ],
};

/** The installed ones, as paths from the package's folder. */
function resvgBinaries() {
  const installed = inModules('@resvg');
  return readdirSync(installed)
    .filter((name) => name.startsWith('resvg-js-'))
    .flatMap((name) => readdirSync(join(installed, name)).map((file) => `../${name}/${file}`))
    .filter((file) => /\/package\.json$|\.node$/.test(file));
}

/** The one built for this Electron by set-up, or the package's own for the platform. */
function sqliteBinary() {
  const built = 'build/Release/better_sqlite3.node';
  return existsSync(inModules('better-sqlite3', built)) ? built : `prebuilds/${process.platform}-${process.arch}.node`;
}

/**
 * Compares what is declared, imported and shipped.
 * @param {string[]} declared the names in package.json's dependencies
 * @param {string[]} imported what the bundles import from outside themselves
 * @returns {string[]} a sentence for each package that would be missing or superfluous in the packed application
 */
export function unplannedModules(declared, imported, shipped = Object.keys(SHIPPED_MODULES)) {
  return [
    ...declared
      .filter((name) => !shipped.includes(name))
      .map(
        (name) =>
          `${name} is a dependency, but not in scripts/package/shipped-modules.mjs: bundle it as a development dependency, or list its files.`,
      ),
    ...shipped
      .filter((name) => !declared.includes(name))
      .map((name) => `${name} is in scripts/package/shipped-modules.mjs, but no dependency.`),
    ...imported
      .filter((name) => !declared.includes(packageName(name)))
      .map((name) => `The built application imports ${name}, which would not be packed.`),
  ];
}

const packageName = (specifier) => specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
