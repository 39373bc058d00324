import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'electron-vite';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/**
 * Copies the DICOM image loader whole beside the page, where a classic script tag loads it: it finds its workers and codecs
 * relative to itself, which bundling would break.
 */
function imageLoaderBesidePage(): Plugin {
  const source = join('node_modules', 'cornerstone-wado-image-loader', 'dist', 'dynamic-import');
  const folder = 'image-loader';
  return {
    name: 'image-loader-beside-page',
    generateBundle() {
      for (const name of readdirSync(source).filter((file) => !file.endsWith('.map'))) {
        this.emitFile({ type: 'asset', fileName: `${folder}/${name}`, source: readFileSync(join(source, name)) });
      }
    },
  };
}

// One entry a process or thread: the application, the command line, the children that predict and that train, and the image worker threads.
export default defineConfig({
  main: {
    build: {
      target: 'node20',
      // Bundled, the few parts of zod that are used load in a tenth of the time.
      externalizeDeps: { exclude: ['zod', 'csv-parse', 'i18next'] },
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
    // A sandboxed preload script has to be CommonJS.
    build: { target: 'node20', rollupOptions: { input: 'src/preload/index.ts', output: { format: 'cjs', entryFileNames: '[name].cjs' } } },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [svelte({ configFile: '../../svelte.config.js' }), imageLoaderBesidePage()],
    build: { target: 'chrome130', minify: true, rollupOptions: { input: 'src/renderer/index.html' } },
  },
});
