import { chromium, type Page } from '@playwright/test';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { acceptResearchUse } from './accept-research-use';
import { desktopEnvironment } from './application';

/** `npm run dev` on a copy of the sources, which a test may change. */
export interface DevelopedApplication {
  /** The page of the application that was started last, once it is ready; waits until the application was started so many times. */
  page(start: number): Promise<Page>;
  /** Replaces a piece of a source file, which has to occur there. */
  change(file: string, from: string, to: string): void;
  /** The process ids of its children that run this entry. */
  processesOf(entry: string): readonly number[];
  /** Ends it as Ctrl-C does; answers whether anything of it is left. */
  close(): Promise<{ readonly left: readonly number[] }>;
}

const copied = ['src', 'scripts', 'package.json', 'package-lock.json', 'electron.vite.config.ts', 'svelte.config.js', 'tsconfig.base.json'];
const linked = ['node_modules', 'resources'];

export function startDeveloping(): DevelopedApplication {
  const folder = mkdtempSync(join(tmpdir(), 'pneumoscope-development-'));
  for (const name of copied) cpSync(name, join(folder, name), { recursive: true });
  for (const name of linked) symlinkSync(resolve(name), join(folder, name));
  const home = join(folder, 'home');
  acceptResearchUse(home);
  const args = ['scripts/dev.mjs', `--home=${home}`, '--remote-debugging-port=0'];
  // Pipes that the application inherits.
  const script = spawn(process.execPath, args, { cwd: folder, env: desktopEnvironment(), stdio: ['ignore', 'pipe', 'pipe'] });
  const listen = addressesSaidBy(script);
  return {
    async page(start) {
      const browser = await chromium.connectOverCDP(await listen(start));
      const [context] = browser.contexts();
      const page = context?.pages()[0] ?? (await context?.waitForEvent('page'));
      if (page === undefined) throw new Error('The application has no window.');
      await page.waitForSelector('[data-app-state="ready"]', { state: 'attached' });
      return page;
    },
    change(file, from, to) {
      const path = join(folder, file);
      const text = readFileSync(path, 'utf8');
      if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
      writeFileSync(path, text.replace(from, to));
    },
    processesOf: (entry) => processesWith(`${folder}/.*${entry}`),
    async close() {
      script.kill('SIGINT');
      if (script.exitCode === null && script.signalCode === null) await once(script, 'exit');
      return { left: processesWith(folder) };
    },
  };
}

function processesWith(pattern: string): readonly number[] {
  return spawnSync('pgrep', ['-f', pattern], { encoding: 'utf8' }).stdout.split('\n').filter(Boolean).map(Number);
}

/** Answers the address by which Chromium lets itself be looked into, of the application's start by its number (from 1). */
function addressesSaidBy(script: ChildProcess): (start: number) => Promise<string> {
  const addresses: string[] = [];
  let told = '';
  const onText = (text: string): void => {
    told += text;
    addresses.splice(0, addresses.length, ...[...told.matchAll(/DevTools listening on (ws:\S+)\s/g)].map(([, address = '']) => address));
    script.emit('told');
  };
  for (const stream of [script.stdout, script.stderr]) stream?.setEncoding('utf8').on('data', onText);
  return async (start) => {
    for (;;) {
      const address = addresses[start - 1];
      if (address !== undefined) return address;
      if (script.exitCode !== null) throw new Error(`npm run dev ended:\n${told}`);
      await Promise.race([once(script, 'told'), once(script, 'exit')]);
    }
  };
}
