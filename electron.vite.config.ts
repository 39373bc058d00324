import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'electron-vite';

// One entry a process or thread: the application, the command line, the inference engine's child and the image worker threads.
export default defineConfig({
  main: {
    build: {
      target: 'node20',
      rollupOptions: {
        input: {
          index: 'src/main/index.ts',
          cli: 'src/main/cli.ts',
          'engine-process': 'src/main/engine/engine-process.ts',
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
    plugins: [svelte()],
    build: { target: 'chrome130', rollupOptions: { input: 'src/renderer/index.html' } },
  },
});
