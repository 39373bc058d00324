import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import type { AppApi } from '../src/shared/app-api';
import { desktopEnvironment, rootSwitches } from '../test/support/application';
import { acceptResearchUse } from '../test/support/accept-research-use';

declare global {
  interface Window {
    pneumoscope: AppApi;
  }
}

export interface WindowStall {
  /** The longest time the page could not react, in milliseconds. */
  readonly page: number;
  /** The longest time the main process could not react, in milliseconds. */
  readonly main: number;
}

/** Imports a folder in the real window and watches for the longest moment in which page or main process did not react. */
export async function measureWindowStall(home: string, folder: string): Promise<WindowStall> {
  acceptResearchUse(home);
  const app = await _electron.launch({ args: [...rootSwitches, '.', '--home', home], env: desktopEnvironment() });
  try {
    const page = await app.firstWindow();
    await page.waitForSelector('[data-app-state="ready"]', { state: 'attached' });
    await page.waitForTimeout(1_000);
    await watchMain(app);
    const longestTask = await importAndWatch(page, folder);
    return { page: longestTask, main: await longestMainDelay(app) };
  } finally {
    await app.close();
  }
}

async function watchMain(app: ElectronApplication): Promise<void> {
  await app.evaluate(() => {
    const { monitorEventLoopDelay } = process.getBuiltinModule('node:perf_hooks');
    const histogram = monitorEventLoopDelay({ resolution: 2 });
    histogram.enable();
    Reflect.set(globalThis, 'mainDelay', histogram);
  });
}

function longestMainDelay(app: ElectronApplication): Promise<number> {
  return app.evaluate(() => (Reflect.get(globalThis, 'mainDelay') as { max: number }).max / 1e6);
}

/** The longest gap between two turns of the page's event loop, from the start of the import to its end. */
function importAndWatch(page: Page, folder: string): Promise<number> {
  return page.evaluate(async (path) => {
    let longest = 0;
    let last = performance.now();
    const channel = new MessageChannel(); // timers are clamped to 4 ms and more; messages are not
    let watching = true;
    channel.port1.onmessage = () => {
      const now = performance.now();
      longest = Math.max(longest, now - last);
      last = now;
      if (watching) setTimeout(() => channel.port2.postMessage(null), 1);
    };
    channel.port2.postMessage(null);
    await new Promise<void>((resolve) => {
      window.pneumoscope.listen('import.progress', ({ state }) => {
        if (state === 'finished' || state === 'failed' || state === 'cancelled') resolve();
      });
      void window.pneumoscope.request('import.start', { paths: [path] });
    });
    watching = false;
    return longest;
  }, folder);
}
