import { expect, test } from '@playwright/test';
import { startApplication, studyRows, type Running } from '../support/application';

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
