import type { StudySelection } from '../state/study-selection.svelte';

/** Ctrl+A, Shift and an arrow, Escape: what the keyboard does to a selection while the list has it. True where the key was taken. */
export function pressedSelection(event: KeyboardEvent, selection: StudySelection): boolean {
  const chorded = event.ctrlKey || event.metaKey;
  const steps: Readonly<Record<string, 1 | -1>> = { ArrowDown: 1, ArrowUp: -1 };
  const step = steps[event.key];
  if (chorded && event.key.toLowerCase() === 'a') void selection.all();
  else if (event.shiftKey && !chorded && step !== undefined) void selection.extendBy(step);
  else if (event.key === 'Escape' && selection.picked > 0) selection.clear();
  else return false;
  event.preventDefault();
  return true;
}
