import { _electron, type ElectronApplication, type Locator, type Page } from '@playwright/test';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { acceptResearchUse } from './accept-research-use';
import { programUnderTest } from './program';

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

/** The environment of a desktop start, also where the caller itself is Electron run as Node; in English, whatever the tester's own language is. */
export function desktopEnvironment(): Record<string, string> {
  const entries = Object.entries(process.env).filter(([name]) => name !== 'ELECTRON_RUN_AS_NODE');
  return { ...Object.fromEntries(entries.map(([name, value]) => [name, value ?? ''])), LANGUAGE: 'en' };
}

interface StartOptions {
  /** Before the files, as they are. */
  readonly switches?: readonly string[];
  /** Beside the desktop's. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** Starts the application under test on a home folder and waits for its page. The first start's notice has been accepted there. */
export async function startApplication(
  home = temporaryHome(),
  files: readonly string[] = [],
  options: StartOptions = {},
): Promise<Running> {
  acceptResearchUse(home);
  return startAsInstalled(home, files, options);
}

/** The same without anything done beforehand, as somebody's very first start is. */
export async function startAsInstalled(
  home: string,
  files: readonly string[] = [],
  { switches = [], environment = {} }: StartOptions = {},
): Promise<Running> {
  const { executable, args, isPacked } = programUnderTest();
  const app = await _electron.launch({
    // Without it, Playwright finds the checkout's Electron by itself, and waits for it in a way of its own.
    ...(isPacked ? { executablePath: executable } : {}),
    args: [...rootSwitches, ...args, '--home', home, ...switches, ...files],
    env: { ...desktopEnvironment(), ...environment },
  });
  const page = await app.firstWindow();
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.waitForSelector('[data-app-state="ready"]', { state: 'attached' });
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

/**
 * Runs `work` while `folder` and all in it cannot be written. Permissions do not hold root back, so root binds the folder
 * read-only over itself instead.
 */
export async function withoutWritePermission(folder: string, work: () => Promise<void>): Promise<void> {
  const root = process.getuid?.() === 0;
  if (root) {
    run('mount', '--bind', folder, folder);
    run('mount', '-o', 'remount,bind,ro', folder);
  } else setWritable(folder, false);
  try {
    await work();
  } finally {
    if (root) run('umount', folder);
    else setWritable(folder, true);
  }
}

function run(program: string, ...args: readonly string[]): void {
  const { status, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${stderr}`);
}

function setWritable(path: string, writable: boolean): void {
  const isFolder = statSync(path).isDirectory();
  if (writable) chmodSync(path, isFolder ? 0o755 : 0o644);
  if (isFolder) for (const name of readdirSync(path)) setWritable(join(path, name), writable);
  if (!writable) chmodSync(path, isFolder ? 0o555 : 0o444);
}
