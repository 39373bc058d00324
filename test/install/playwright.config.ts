import { defineConfig } from '@playwright/test';

// Installs the deb in a bare system, as a person would (npm run test:packaged). One story, told in order.
export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  timeout: 600_000,
  workers: 1,
  retries: 0,
  forbidOnly: true,
  reporter: [['list']],
});
