import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { desktopEnvironment, rootSwitches } from '../test/support/application';
import type { StudyQuery } from '../src/shared/study';
import { acceptResearchUse } from '../test/support/accept-research-use';
import './window-stall';

export interface OpenedWindow {
  readonly app: ElectronApplication;
  readonly page: Page;
}

/** Starts the real application on a home folder, with one pane and reading ahead as said, and runs `work` in it. */
export async function inWindow<T>(home: string, readsAhead: boolean, work: (opened: OpenedWindow) => Promise<T>): Promise<T> {
  acceptResearchUse(home);
  const app = await _electron.launch({ args: [...rootSwitches, '.', '--home', home], env: desktopEnvironment() });
  try {
    const page = await app.firstWindow();
    await page.setViewportSize({ width: 1920, height: 1080 });
    await page.evaluate((changes) => window.pneumoscope.request('settings.write', changes), { readsAhead, lastStudyId: null });
    await page.reload();
    await page.waitForSelector('[data-app-state="ready"]', { state: 'attached' });
    await watchTurns(page);
    return await work({ app, page });
  } finally {
    await app.close();
  }
}

/** Notes, for each press of the arrow key, how long it took until another image was painted. */
async function watchTurns(page: Page): Promise<void> {
  await page.evaluate(() => {
    const turns: number[] = [];
    Reflect.set(window, 'turns', turns);
    let pressedAt: number | null = null;
    window.addEventListener('keydown', (event) => (pressedAt = event.timeStamp), { capture: true });
    new MutationObserver((changes) => {
      const isShown = changes.some(({ target }) => target instanceof Element && target.getAttribute('data-instance') !== null);
      if (!isShown || pressedAt === null) return;
      const start = pressedAt;
      pressedAt = null;
      // A message sent while a frame is drawn is delivered once it has been.
      const channel = new MessageChannel();
      channel.port1.onmessage = () => turns.push(performance.now() - start);
      requestAnimationFrame(() => channel.port2.postMessage(null));
    }).observe(document.body, { subtree: true, attributes: true, attributeFilter: ['data-instance'] });
  });
}

const turnsOf = (page: Page): Promise<number[]> => page.evaluate(() => Reflect.get(window, 'turns') as number[]);

/** Turns to the next case so many times, looking at each for `restMilliseconds`; answers the milliseconds from key to image. */
export async function turnCases(page: Page, count: number, restMilliseconds: number): Promise<readonly number[]> {
  const before = (await turnsOf(page)).length;
  for (let turn = 1; turn <= count; turn += 1) {
    await page.keyboard.press('ArrowDown');
    await page.waitForFunction((wanted) => (Reflect.get(window, 'turns') as number[]).length >= wanted, before + turn);
    await page.waitForTimeout(restMilliseconds);
  }
  return (await turnsOf(page)).slice(before);
}

/** Drags window and level over the image for so many frames, a move a frame; answers the milliseconds from frame to frame. */
export async function dragWindow(page: Page, frames: number): Promise<readonly number[]> {
  const host = page.locator('.grid .host').first();
  const box = await host.boundingBox();
  if (box === null) throw new Error('There is no pane.');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  const milliseconds = await host.evaluate(
    async (element, { startX, startY, count }) => {
      const times: number[] = [];
      for (let frame = 0; frame <= count; frame += 1) {
        times.push(await new Promise<number>((resolve) => requestAnimationFrame(resolve)));
        const swing = Math.sin(frame / 10) * 120;
        const place = { clientX: startX + swing, clientY: startY + swing / 2 };
        element.dispatchEvent(new PointerEvent('pointermove', { ...place, bubbles: true, pointerId: 1 }));
      }
      return times.slice(1).map((time, place) => time - (times[place] ?? time));
    },
    { startX: x, startY: y, count: frames },
  );
  await page.mouse.up();
  return milliseconds;
}

/** Resident megabytes of all the application's processes. */
export async function residentMegabytes(app: ElectronApplication): Promise<number> {
  const kilobytes = await app.evaluate(({ app: own }) => own.getAppMetrics().reduce((sum, { memory }) => sum + memory.workingSetSize, 0));
  return kilobytes / 1024;
}

/** The milliseconds from asking to the answer, in the page, of each query. */
export function searchTimes(page: Page, queries: readonly StudyQuery[]): Promise<readonly number[]> {
  return page.evaluate(async (asked) => {
    const times: number[] = [];
    for (const query of asked) {
      const start = performance.now();
      const reply = await window.pneumoscope.request('studies.list', query);
      if (!reply.ok) throw new Error(reply.failure.message);
      times.push(performance.now() - start);
    }
    return times;
  }, queries);
}
