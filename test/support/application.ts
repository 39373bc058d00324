import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Running {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly home: string;
  close(): Promise<void>;
}

export function temporaryHome(): string {
  return mkdtempSync(join(tmpdir(), 'pneumoscope-test-'));
}

/** Chromium refuses to run sandboxed as root, which containers are; everyone else gets the sandbox. */
export const rootSwitches = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

/** Starts the built application on a home folder and waits for its page. */
export async function startApplication(home = temporaryHome(), files: readonly string[] = []): Promise<Running> {
  const app = await _electron.launch({ args: [...rootSwitches, '.', '--home', home, ...files] });
  const page = await app.firstWindow();
  await page.setViewportSize({ width: 1280, height: 800 });
  return { app, page, home, close: () => app.close() };
}
