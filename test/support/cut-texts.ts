import type { Page } from '@playwright/test';

/** What the study list shows only a part of, but for a patient's name and what a file says: it ends in an ellipsis, or is wider than its place. */
export function cutTexts(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const list = document.querySelector('search.filters')?.parentElement;
    const found: string[] = [];
    for (const element of list?.querySelectorAll<HTMLElement>('*') ?? []) {
      const isText = [...element.childNodes].some((node) => node instanceof Text && node.data.trim() !== '');
      if (!isText || element.matches('.name, .visually-hidden') || !element.checkVisibility()) continue;
      for (let box: HTMLElement | null = element; box !== null && box !== list; box = box.parentElement) {
        const clips = getComputedStyle(box).overflowX !== 'visible';
        if (!clips || box.matches('[role="rowgroup"], [role="listbox"], [role="grid"]')) continue;
        const [outer, inner] = [box.getBoundingClientRect(), element.getBoundingClientRect()];
        if (box.scrollWidth > box.clientWidth || inner.right > outer.right + 1) found.push(element.textContent.trim());
      }
    }
    return [...new Set(found)];
  });
}
