import { expect, test } from '@playwright/test';
import { shortcutGroups } from '../../src/renderer/frame/shortcuts';
import { startApplication, startAsInstalled, studyRows, temporaryHome, type Running } from '../support/application';
import { tabStops, unreachableControls } from '../support/tab-stops';
import { walkThrough } from '../support/walk';

// From the first run to a read case without touching the mouse.
let running: Running;
test.beforeAll(async () => {
  running = await startApplication();
});
test.afterAll(() => running.close());

test('the samples are opened, read, changed and searched by keyboard alone', async () => {
  const { page } = running;
  const samplesButton = page.getByRole('button', { name: /Open the \d sample studies/ });
  await expect(samplesButton).toBeVisible();
  for (let presses = 0; presses < 60 && !(await samplesButton.evaluate((button) => button === document.activeElement)); presses += 1) {
    await page.keyboard.press('Tab');
  }
  await expect(samplesButton).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(studyRows(page)).toHaveCount(3);
  await expect(page.locator('[data-import-state="finished"]')).toBeVisible();

  // Files are read side by side: whichever was opened, the first of the list has one after it.
  for (const key of ['ArrowUp', 'ArrowUp', 'ArrowUp']) await page.keyboard.press(key);
  await expect(page.locator('[data-image-state="shown"]')).toBeVisible();
  const first = await studyRows(page).and(page.locator('[aria-selected="true"]')).innerText();
  await page.keyboard.press('ArrowDown');
  await expect(studyRows(page).and(page.locator('[aria-selected="true"]'))).not.toHaveText(first);
  await expect(page.locator('aside[data-result-state="ok"]')).toBeVisible();

  const picture = page.locator('canvas.cornerstone-canvas');
  const pixels = (): Promise<string> => picture.evaluate((canvas) => (canvas instanceof HTMLCanvasElement ? canvas.toDataURL() : ''));
  await expect(page.locator('[data-image-state="shown"]')).toBeVisible();
  for (const key of ['i', 'r', 'h', 'v', '2']) {
    const before = await pixels();
    await page.keyboard.press(key);
    await expect.poll(pixels, `key ${key} changes the picture`).not.toBe(before);
  }
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toContainText('Invert');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox')).toBeFocused();
});

test('Tab goes round the whole window', async () => {
  const { page } = running;
  await page.keyboard.press('Escape');
  const bar = page.locator('header.bar').getByRole('button').filter({ visible: true });
  const named = await bar.evaluateAll((buttons) =>
    buttons
      .filter((button) => button instanceof HTMLElement && button.tabIndex >= 0)
      .map((button) => button.ariaLabel ?? button.textContent.trim()),
  );
  expect(named.length).toBeGreaterThan(5);
  const stops = await tabStops(page, 120);
  expect(named.filter((name) => !stops.has(name))).toEqual([]);
});

test('on a walk through the whole window, the keyboard reaches every control', async () => {
  test.setTimeout(240_000);
  const { page, close } = await startAsInstalled(temporaryHome());
  const unreachable: string[] = [];
  await walkThrough(page, async (place) => {
    unreachable.push(...(await unreachableControls(page)).map((control) => `${place}: ${control}`));
  });
  await close();
  expect(unreachable).toEqual([]);
});

test('every command of the sheet has a key of its own', () => {
  const keys = shortcutGroups.flatMap(({ shortcuts }) =>
    shortcuts.flatMap((shortcut) => shortcut.keys.map((key) => [shortcut.ctrl === true, shortcut.shift === true, key].join(' '))),
  );
  expect(keys.length).toBeGreaterThan(60);
  expect(new Set(keys).size).toBe(keys.length);
});
