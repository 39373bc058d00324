import { _electron, type ElectronApplication, type Locator, type Page } from '@playwright/test';
import { spawnSync } from 'node:child_process';
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

/** The environment of a desktop start, also where the caller itself is Electron run as Node. */
export function desktopEnvironment(): Record<string, string> {
  const entries = Object.entries(process.env).filter(([name]) => name !== 'ELECTRON_RUN_AS_NODE');
  return Object.fromEntries(entries.map(([name, value]) => [name, value ?? '']));
}

/** Starts the built application on a home folder and waits for its page. */
export async function startApplication(home = temporaryHome(), files: readonly string[] = []): Promise<Running> {
  const app = await _electron.launch({ args: [...rootSwitches, '.', '--home', home, ...files], env: desktopEnvironment() });
  const page = await app.firstWindow();
  await page.setViewportSize({ width: 1280, height: 800 });
  return { app, page, home, close: () => app.close() };
}

/** The rows of the study list. */
export function studyRows(page: Page): Locator {
  return page.getByRole('listbox', { name: 'Studies' }).getByRole('option');
}

/** The process ids of the application's inference engines: its children that run the engine's entry. */
export function enginesOf(app: ElectronApplication): readonly number[] {
  const { stdout } = spawnSync('pgrep', ['-P', String(app.process().pid), '-f', 'engine-process'], { encoding: 'utf8' });
  return stdout.split('\n').filter(Boolean).map(Number);
}
