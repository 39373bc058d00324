/**
 * Makes a group of buttons one stop of the Tab key with the arrow keys moving inside, as the ARIA toolbar pattern asks.
 * Use as an attachment on the element with role="toolbar".
 */
export function rovingToolbar(toolbar: HTMLElement): () => void {
  const buttons = (): HTMLButtonElement[] => [...toolbar.querySelectorAll<HTMLButtonElement>('button:not(:disabled)')];
  const makeStop = (stop: HTMLButtonElement | undefined): void => {
    for (const button of toolbar.querySelectorAll('button')) button.tabIndex = button === stop ? 0 : -1;
  };
  const move = (event: KeyboardEvent): void => {
    const all = buttons();
    const place = all.findIndex((button) => button === document.activeElement);
    const steps: Readonly<Record<string, number>> = { ArrowRight: place + 1, ArrowLeft: place - 1, Home: 0, End: all.length - 1 };
    const to = steps[event.key];
    if (place < 0 || to === undefined || event.shiftKey) return;
    event.preventDefault();
    all[(to + all.length) % all.length]?.focus();
  };
  const focused = (event: FocusEvent): void => {
    if (event.target instanceof HTMLButtonElement) makeStop(event.target);
  };
  // Buttons come and go and are disabled: one of those that can be used is always the stop.
  const keepStop = (): void => {
    const all = buttons();
    if (!all.some((button) => button.tabIndex === 0)) makeStop(all[0]);
  };
  const watcher = new MutationObserver(keepStop);
  watcher.observe(toolbar, { subtree: true, childList: true, attributes: true, attributeFilter: ['disabled'] });
  toolbar.addEventListener('keydown', move);
  toolbar.addEventListener('focusin', focused);
  makeStop(buttons()[0]);
  return () => {
    watcher.disconnect();
    toolbar.removeEventListener('keydown', move);
    toolbar.removeEventListener('focusin', focused);
  };
}
