import { _electron } from '@playwright/test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { acceptResearchUse } from '../test/support/accept-research-use';
import { desktopEnvironment, rootSwitches } from '../test/support/application';
import { cpuName, median, type BenchReport } from './report';

const runs = 9;
const goalMoreMilliseconds = 400;
const goalRatio = 1.5;

/** Start to a usable window (study list there, keys work) against an empty Electron window, in turn, on the same runtime. */
export async function run(): Promise<BenchReport> {
  const home = mkdtempSync(join(tmpdir(), 'pneumoscope-bench-'));
  try {
    const ours: number[] = [];
    const empty: number[] = [];
    acceptResearchUse(home);
    await millisecondsToReady(['.', '--home', home]); // the first start compiles the page's scripts
    await millisecondsToReady(['bench/empty-window']);
    for (let index = 0; index < runs; index += 1) {
      empty.push(await millisecondsToReady(['bench/empty-window', `--user-data-dir=${home}/empty`]));
      ours.push(await millisecondsToReady(['.', '--home', home]));
    }
    const [our, peer] = [median(ours), median(empty)];
    const shared = { ours: our, peer, unit: 'ms', ratio: our / peer };
    const results = [
      { ...shared, name: 'start to a usable window, ratio', goal: `<= ${goalRatio} x`, met: our / peer <= goalRatio },
      {
        ...shared,
        name: 'start to a usable window, difference',
        goal: `<= +${goalMoreMilliseconds} ms`,
        met: our - peer <= goalMoreMilliseconds,
      },
    ];
    return { bench: 'startup', device: cpuName(), results, met: results.every((result) => result.met) };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

async function millisecondsToReady(args: readonly string[]): Promise<number> {
  const startedMs = performance.now();
  const app = await _electron.launch({ args: [...rootSwitches, ...args], env: desktopEnvironment() });
  const page = await app.firstWindow();
  await page.waitForSelector('[data-app-state="ready"]', { state: 'attached' });
  const milliseconds = performance.now() - startedMs;
  await app.close();
  return milliseconds;
}
