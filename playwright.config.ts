import { defineConfig } from '@playwright/test';

// Drives the real, built Electron application (scripts/test.mjs builds it and provides a display).
export default defineConfig({
  testDir: 'test/end-to-end',
  testMatch: '*.spec.ts',
  // A packed application obeys the policy of the computer alone: a test cannot hand it one. It has no sources to change.
  testIgnore:
    process.env.PNEUMOSCOPE_PACKED === undefined ? [] : ['updates.spec.ts', 'update-proxy.spec.ts', 'cuda.spec.ts', 'development.spec.ts'],
  timeout: 90_000,
  expect: { timeout: 20_000 },
  // One at a time: each starts an application of its own with an inference engine, and the machine may be small.
  workers: 1,
  retries: 0,
  forbidOnly: true,
  reporter: [['list']],
});
