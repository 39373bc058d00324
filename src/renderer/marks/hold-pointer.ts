/** Follows the pointer from a press on an element until it is let go, wherever it goes meanwhile. */
export function holdPointer(event: PointerEvent, on: { move(event: PointerEvent): void; end(): void }): void {
  const held = event.currentTarget;
  if (!(held instanceof Element)) return;
  held.setPointerCapture(event.pointerId);
  const abort = new AbortController();
  const { signal } = abort;
  const end = (): void => {
    abort.abort();
    on.end();
  };
  held.addEventListener('pointermove', (moved) => moved instanceof PointerEvent && on.move(moved), { signal });
  held.addEventListener('pointerup', end, { signal });
  held.addEventListener('pointercancel', end, { signal });
}
