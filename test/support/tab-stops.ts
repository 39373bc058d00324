import type { Page } from '@playwright/test';

/**
 * The controls on the screen that no keyboard reaches: neither Tab stops there, nor does it stop at a part that the arrow keys go through
 * (a toolbar, a menu, radio buttons ...) with the control in it. Each as its words or its markup.
 */
export function unreachableControls(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const controls =
      'button, a[href], input, select, textarea, summary, [role="button"], [role="slider"], [role="option"], [role="menuitem"]';
    const arrows =
      '[role="toolbar"], [role="radiogroup"], [role="menu"], [role="listbox"], [role="grid"], [role="treegrid"], [role="tablist"], [role="group"]';
    const isOpen = (element: Element): boolean =>
      element.checkVisibility({ visibilityProperty: true }) &&
      element.closest('[inert], [aria-hidden="true"]') === null &&
      !element.matches(':disabled, [aria-disabled="true"]');
    const isStop = (element: Element): boolean =>
      (element instanceof HTMLElement || element instanceof SVGElement) && element.tabIndex >= 0 && isOpen(element);
    const isReached = (element: Element): boolean => {
      if (isStop(element)) return true;
      // An open list of choices is gone through from the button that opened it.
      if (element.matches('[role="option"]') && document.activeElement?.getAttribute('aria-expanded') === 'true') return true;
      for (let part = element.closest(arrows); part !== null; part = part.parentElement?.closest(arrows) ?? null)
        if (isStop(part) || part.contains(document.activeElement) || [...part.querySelectorAll('*')].some(isStop)) return true;
      return false;
    };
    return [...document.querySelectorAll(controls)]
      .filter((element) => isOpen(element) && !isReached(element))
      .map((element) => element.getAttribute('aria-label') ?? element.outerHTML.slice(0, 160));
  });
}

/** Presses Tab until it comes round; answers the words of each place it stopped at. */
export async function tabStops(page: Page, most: number): Promise<ReadonlySet<string>> {
  const stops = new Set<string>();
  for (let presses = 0; presses < most; presses += 1) {
    await page.keyboard.press('Tab');
    stops.add(
      await page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent?.trim() ?? ''),
    );
  }
  return stops;
}
