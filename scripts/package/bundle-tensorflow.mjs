import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { build } from 'vite';
import { SetupFailure } from '../setup/failure.mjs';
import { inModules } from '../setup/paths.mjs';
import { packagesOf } from './packages-of.mjs';

/** Asked for by tfjs only to find its addon, which lies in one place here; it would bring an old tar and sixty packages more. */
const ADDON_FINDER = '@mapbox/node-pre-gyp';

const findAddonInPackage = {
  name: 'find-addon-in-package',
  enforce: 'pre',
  resolveId: (id) => (id === ADDON_FINDER ? '\0addon-finder' : undefined),
  load: (id) =>
    id === '\0addon-finder'
      ? `const { dirname, join } = require('node:path');
         exports.find = (packageFile) => join(dirname(packageFile), 'lib', 'napi-v8', 'tfjs_binding.node');`
      : undefined,
};

/**
 * Writes TensorFlow's JavaScript, with all that it imports, as one file dist/index.js into the staged folder of its package: 2 MB where
 * the packages take 290.
 * @param {string} packageFolder
 * @returns {Promise<string[]>} the packages in it, as paths inside node_modules
 * @throws {SetupFailure} if the bundle would ask for a package that is not in it
 */
export async function bundleTensorflow(packageFolder) {
  const { output } = await build({
    configFile: false,
    logLevel: 'error',
    plugins: [findAddonInPackage],
    // The CommonJS files, as Node takes them where nothing is bundled: mixing them with the ES modules breaks tfjs' classes.
    ssr: { noExternal: true, target: 'node', resolve: { mainFields: ['main'], conditions: ['node', 'require'] } },
    build: {
      ssr: inModules('@tensorflow', 'tfjs-node-gpu', 'dist', 'index.js'),
      target: 'node20',
      minify: true,
      outDir: join(packageFolder, 'dist'),
      emptyOutDir: true,
      rollupOptions: { output: { format: 'cjs', entryFileNames: 'index.js', codeSplitting: false } },
    },
  });
  const outside = output.flatMap(({ imports, dynamicImports }) => [...imports, ...dynamicImports]).filter((name) => !isBuiltin(name));
  if (outside.length > 0) throw new SetupFailure(`TensorFlow's bundle would still import ${outside.join(', ')}.`);
  return packagesOf(output.flatMap(({ modules }) => Object.keys(modules)));
}
