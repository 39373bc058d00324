import type { Page } from '@playwright/test';

/** Waits until all that was asked for has been drawn: the image is drawn in the frame after a change. */
export async function drawn(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}
