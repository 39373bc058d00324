import type { Command } from './commands';
import type { Keymap } from './keymap';

export interface KeyboardTarget {
  readonly keymap: Pick<Keymap, 'commandOf'>;
  run(command: Command): void;
  /** Space held or let go. */
  peek(held: boolean): void;
  /** False while something else than the reading page has the keyboard. */
  readonly listening: boolean;
}

const typing = 'input:not([type=checkbox], [type=radio], [type=range]), textarea, select, [contenteditable]';
const ownArrows =
  '[role=slider], [role=menu], [role=menuitem], [role=tablist], [role=toolbar], [role=separator], [role=dialog], [role=radiogroup]';

function inside(event: KeyboardEvent, selector: string): boolean {
  return event.target instanceof Element && event.target.closest(selector) !== null;
}

/** Space presses what the keyboard has focused; everywhere else it is free. */
function pressesSomething(event: KeyboardEvent): boolean {
  return event.target instanceof Element && event.target.matches('button:focus-visible, a:focus-visible, [role=menuitem]');
}

/** Listens for the page's keys while leaving to fields, menus and sliders what is theirs; returns what stops it. */
export function listenToKeys(target: KeyboardTarget): () => void {
  const down = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || inside(event, '[role=dialog], [role=menu]')) return;
    const isTyping = inside(event, typing);
    if (event.key === ' ' && !isTyping && target.listening && !pressesSomething(event)) {
      event.preventDefault();
      target.peek(true);
      return;
    }
    const command = target.keymap.commandOf(event);
    if (command === null) return;
    const chorded = event.ctrlKey || event.metaKey;
    // A field undoes its own typing.
    if (isTyping && (!chorded || command === 'undo' || command === 'redo')) return;
    if (!chorded && !target.listening && command !== 'shortcuts') return;
    if (event.key.startsWith('Arrow') && inside(event, ownArrows)) return;
    event.preventDefault();
    target.run(command);
  };
  const up = (event: KeyboardEvent): void => {
    if (event.key === ' ') target.peek(false);
  };
  const away = (): void => target.peek(false);

  const abort = new AbortController();
  const { signal } = abort;
  window.addEventListener('keydown', down, { signal });
  window.addEventListener('keyup', up, { signal });
  window.addEventListener('blur', away, { signal });
  return () => abort.abort();
}
