import { cpSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { cached, cachedPath } from './cache.mjs';
import { electronRuntime } from './electron-runtime.mjs';
import { SetupFailure } from './failure.mjs';
import { shortHash } from './hash.mjs';
import { installCopy, isCopy } from './links.mjs';
import { compile } from './node-gyp.mjs';
import { inModules } from './paths.mjs';
import { SQLITE_NODE_API } from './pins.mjs';
import { COMPILER_NEEDS, ensureSystem } from './system-packages.mjs';

/** Raise when the way of building changes. */
const RECIPE = 1;
const MODULE = 'better_sqlite3.node';

const inPackage = (...parts) => inModules('better-sqlite3', ...parts);

/** better-sqlite3 loads a compiled binary from here before its own prebuilt ones. */
const compiledModule = () => inPackage('build', 'Release', MODULE);

function bindingName() {
  const { version } = JSON.parse(readFileSync(inPackage('package.json'), 'utf8'));
  return `better-sqlite3-${version}-napi9-${process.platform}-${process.arch}-${shortHash(version, RECIPE)}`;
}

const cachedModule = () => join(cachedPath(bindingName()), MODULE);

/** True where the prebuilt binary, which wants a newer Node-API, would crash. */
const needsOwnBuild = () => (electronRuntime()?.nodeApi ?? 0) < SQLITE_NODE_API;

export const sqliteBinding = {
  name: 'SQLite binding',

  isReady: () =>
    existsSync(inPackage('package.json')) && (needsOwnBuild() ? isCopy(compiledModule(), cachedModule()) : !existsSync(compiledModule())),

  async run(context) {
    if (!needsOwnBuild()) {
      rmSync(inPackage('build'), { recursive: true, force: true });
      return "the package's own";
    }
    await cached(bindingName(), (work) => build(work, context), context.report);
    installCopy(cachedModule(), compiledModule());
    return undefined;
  },
};

async function build(work, context) {
  await ensureSystem(COMPILER_NEEDS, context);
  context.report.note('compiling SQLite for this Electron: a minute or two, once');
  const source = join(work, 'source');
  cpSync(inPackage(), source, { recursive: true, filter: (path) => !['prebuilds', 'build'].includes(basename(path)) });
  // Its C++ headers, outside the package's own folder.
  cpSync(inModules('node-addon-api'), join(source, 'node_modules', 'node-addon-api'), { recursive: true });
  const recipe = join(source, 'binding.gyp');
  const text = readFileSync(recipe, 'utf8');
  // The few functions of Node-API 10 that it calls exist in Node 20 and Electron 33 as experimental ones.
  const patched = text.replace(`'NAPI_VERSION=${SQLITE_NODE_API}'`, "'NAPI_EXPERIMENTAL', 'NODE_API_EXPERIMENTAL_NO_WARNING'");
  if (patched === text)
    throw new SetupFailure("better-sqlite3's binding.gyp is not the one that set-up knows how to build for this Electron.");
  writeFileSync(recipe, patched);
  await compile(source, ['--force_build=1'], context);
  renameSync(join(source, 'build', 'Release', MODULE), join(work, MODULE));
  rmSync(source, { recursive: true });
}
