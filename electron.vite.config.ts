import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'electron-vite';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { Plugin } from 'vite';
import { BUNDLED_PACKAGES, packagesOf } from './scripts/package/packages-of.mjs';

/**
 * Copies the DICOM image loader whole beside the page, where a classic script tag loads it: it finds its workers and codecs
 * relative to itself, which bundling would break.
 */
function imageLoaderBesidePage(): Plugin {
  const source = join('node_modules', 'cornerstone-wado-image-loader', 'dist', 'dynamic-import');
  const folder = 'image-loader';
  return {
    name: 'image-loader-beside-page',
    configureServer({ middlewares }) {
      middlewares.use(`/${folder}`, (request, response, next) => {
        const name = basename(request.url ?? '');
        if (!readdirSync(source).includes(name)) return next();
        response.setHeader('Content-Type', name.endsWith('.wasm') ? 'application/wasm' : 'text/javascript');
        response.end(readFileSync(join(source, name)));
      });
    },
    generateBundle() {
      for (const name of readdirSync(source).filter((file) => !file.endsWith('.map'))) {
        this.emitFile({ type: 'asset', fileName: `${folder}/${name}`, source: readFileSync(join(source, name)) });
      }
    },
  };
}

/** Notes whose code went into a bundle, for the notices of a package; `whole` names packages that are copied as they are. */
function noteBundledPackages(whole: readonly string[] = []): Plugin {
  return {
    name: 'note-bundled-packages',
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((output) => output.type === 'chunk');
      const packages = [...packagesOf(chunks.flatMap((chunk) => chunk.moduleIds)), ...whole];
      const own = new Set(Object.keys(bundle));
      const imports = chunks.flatMap((chunk) => [...chunk.imports, ...chunk.dynamicImports]).filter((name) => !own.has(name));
      const source = JSON.stringify({ packages, imports: [...new Set(imports)].sort() }, null, 2);
      this.emitFile({ type: 'asset', fileName: BUNDLED_PACKAGES, source });
    },
  };
}

// fflate's files for Node declare a `require`, as the build's own helper does; they differ in threads only, which fast-png does not use.
const fflateAlias = { find: 'fflate', replacement: 'fflate/browser' };
/** `npm run dev` alone builds with this: src/main/edition.ts says what is different. */
const developmentEdition = { find: /^\.\/edition$/, replacement: resolve('src/main/development/edition.ts') };

// One entry a process or thread: the application, the command line, the children that predict and that train, and the image worker threads.
export default defineConfig(({ command }) => ({
  main: {
    plugins: [noteBundledPackages()],
    resolve: { alias: command === 'serve' ? [fflateAlias, developmentEdition] : [fflateAlias] },
    build: {
      target: 'node20',
      outDir: join(outputFolder(command), 'main'),
      // Development dependencies are bundled: only what is used ships, and loads in a tenth of the time. Left outside are packages with native code or
      // WebAssembly (scripts/package/shipped-modules.mjs).
      rollupOptions: {
        input: {
          index: 'src/main/index.ts',
          cli: 'src/main/cli.ts',
          'train-shipped': 'src/main/train-shipped.ts',
          'engine-process': 'src/main/engine/engine-process.ts',
          'trainer-process': 'src/main/engine/trainer-process.ts',
          'image-worker': 'src/main/image-workers/image-worker.ts',
        },
      },
    },
  },
  preload: {
    plugins: [noteBundledPackages()],
    // A sandboxed preload script has to be CommonJS.
    build: {
      target: 'node20',
      outDir: join(outputFolder(command), 'preload'),
      rollupOptions: { input: 'src/preload/index.ts', output: { format: 'cjs', entryFileNames: '[name].cjs' } },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [
      svelte({ configFile: '../../svelte.config.js' }),
      imageLoaderBesidePage(),
      noteBundledPackages(['cornerstone-wado-image-loader']),
    ],
    build: { target: 'chrome130', minify: true, rollupOptions: { input: resolve('src/renderer/index.html') } },
  },
}));

/** Apart from what ships, so that the one never runs in place of the other. */
function outputFolder(command: 'build' | 'serve'): string {
  return resolve(command === 'serve' ? 'out-development' : 'out');
}
