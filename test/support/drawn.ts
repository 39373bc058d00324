import type { Page } from '@playwright/test';

/** Waits until all that was asked for has been drawn: the image is drawn in the frame after a change. */
export async function drawn(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}

/** Waits until what was asked for is drawn and every change of colour or place that it began has come to its end. */
export async function settled(page: Page): Promise<void> {
  await drawn(page);
  await page.evaluate(async () => {
    const transitions = document.getAnimations().filter((animation) => animation instanceof CSSTransition);
    await Promise.allSettled(transitions.map((transition) => transition.finished));
  });
}
