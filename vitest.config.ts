import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { widestInstructions } from './src/main/engine/tensorflow-environment';

// Runs on Electron's own Node (scripts/test.mjs), so that native modules are tested on the ABI that ships.
export default defineConfig({
  plugins: [svelte()],
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/end-to-end/**'],
    // Forked, not threaded: TensorFlow and SQLite addons want a process each.
    pool: 'forks',
    // As the engine and the trainer have it: a test computes in its own process.
    env: { ONEDNN_MAX_CPU_ISA: widestInstructions },
    testTimeout: 30_000,
  },
});
