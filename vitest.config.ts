import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

// Runs on Electron's own Node (scripts/test.mjs), so that native modules are tested on the ABI that ships.
export default defineConfig({
  plugins: [svelte()],
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/end-to-end/**'],
    // Forked, not threaded: TensorFlow and SQLite addons want a process each.
    pool: 'forks',
    testTimeout: 30_000,
  },
});
