import type { Command } from './commands';

export interface Shortcut {
  readonly command: Command;
  /** KeyboardEvent.key values that run it; a capital letter is matched whatever the case. */
  readonly keys: readonly string[];
  readonly ctrl?: boolean;
  readonly shift?: boolean;
  readonly label: string;
}

export interface ShortcutGroup {
  readonly title: string;
  readonly shortcuts: readonly Shortcut[];
}

/** The one list of keys: the page obeys it, and the help sheet and the tooltips print it. */
export const shortcutGroups: readonly ShortcutGroup[] = [
  {
    title: 'Cases',
    shortcuts: [
      { command: 'next-case', keys: ['ArrowDown', 'ArrowRight'], label: 'Next case' },
      { command: 'previous-case', keys: ['ArrowUp', 'ArrowLeft'], label: 'Previous case' },
      { command: 'next-image', keys: ['PageDown'], label: 'Next image of the study' },
      { command: 'previous-image', keys: ['PageUp'], label: 'Previous image of the study' },
      { command: 'agree', keys: ['A'], label: 'Agree with the model' },
      { command: 'disagree', keys: ['D'], label: 'Disagree with the model' },
      { command: 'search', keys: ['/'], label: 'Search the list' },
      { command: 'open-files', keys: ['O'], ctrl: true, label: 'Open files' },
      { command: 'open-folder', keys: ['O'], ctrl: true, shift: true, label: 'Open a folder' },
    ],
  },
  {
    title: 'Grey values',
    shortcuts: [
      { command: 'preset-default', keys: ['1'], label: 'Default window' },
      { command: 'preset-lung', keys: ['2'], label: 'Lung' },
      { command: 'preset-mediastinum', keys: ['3'], label: 'Mediastinum' },
      { command: 'preset-bone', keys: ['4'], label: 'Bone' },
      { command: 'preset-full', keys: ['5'], label: 'Full range' },
      { command: 'invert', keys: ['I'], label: 'Invert' },
      { command: 'darker', keys: [','], label: 'Darker' },
      { command: 'brighter', keys: ['.'], label: 'Brighter' },
      { command: 'steeper', keys: [']'], label: 'More contrast' },
      { command: 'flatter', keys: ['['], label: 'Less contrast' },
    ],
  },
  {
    title: 'Geometry',
    shortcuts: [
      { command: 'fit', keys: ['F'], label: 'Fit to the window' },
      { command: 'zoom-in', keys: ['+', '='], label: 'Zoom in' },
      { command: 'zoom-out', keys: ['-'], label: 'Zoom out' },
      { command: 'pan-left', keys: ['ArrowLeft'], shift: true, label: 'Move left' },
      { command: 'pan-right', keys: ['ArrowRight'], shift: true, label: 'Move right' },
      { command: 'pan-up', keys: ['ArrowUp'], shift: true, label: 'Move up' },
      { command: 'pan-down', keys: ['ArrowDown'], shift: true, label: 'Move down' },
      { command: 'rotate', keys: ['R'], label: 'Rotate a quarter turn' },
      { command: 'flip-horizontal', keys: ['H'], label: 'Flip left to right' },
      { command: 'flip-vertical', keys: ['V'], label: 'Flip top to bottom' },
      { command: 'reset', keys: ['0'], label: 'Reset the view' },
    ],
  },
  {
    title: 'Left mouse button',
    shortcuts: [
      { command: 'tool-window', keys: ['W'], label: 'Window and level' },
      { command: 'tool-zoom', keys: ['Z'], label: 'Zoom' },
      { command: 'tool-pan', keys: ['P'], label: 'Pan' },
    ],
  },
  {
    title: 'Report and export',
    shortcuts: [
      { command: 'report', keys: ['R'], ctrl: true, label: 'Report on this case' },
      { command: 'print', keys: ['P'], ctrl: true, label: 'Print the report' },
      { command: 'export', keys: ['E'], ctrl: true, label: 'Export cases' },
    ],
  },
  {
    title: 'Window',
    shortcuts: [
      { command: 'toggle-overlay', keys: ['O'], label: 'Overlay on or off' },
      { command: 'toggle-list', keys: ['B'], ctrl: true, label: 'Study list on or off' },
      { command: 'toggle-result', keys: ['B'], ctrl: true, shift: true, label: 'Result on or off' },
      { command: 'settings', keys: [','], ctrl: true, label: 'Settings' },
      { command: 'shortcuts', keys: ['?'], label: 'This sheet' },
    ],
  },
];

/** What is done with the mouse, for the help sheet. */
export const mouseHabits: readonly { readonly gesture: string; readonly label: string }[] = [
  { gesture: 'Left drag', label: 'The chosen tool: window and level, zoom or pan' },
  { gesture: 'Middle drag, Shift + left drag', label: 'Pan' },
  { gesture: 'Right drag', label: 'Zoom' },
  { gesture: 'Wheel, two fingers, pinch', label: 'Zoom at the pointer' },
  { gesture: 'Two fingers sideways', label: 'Pan' },
  { gesture: 'Hold Space', label: 'Hide the overlay while held' },
];

const everyShortcut = shortcutGroups.flatMap((group) => group.shortcuts);

type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** The command of a key press, or null. Shift is asked for only where it makes a difference: '?' needs it on some layouts. */
export function commandOf(press: KeyPress): Command | null {
  if (press.altKey) return null;
  const key = press.key.length === 1 ? press.key.toUpperCase() : press.key;
  const named = press.key.startsWith('Arrow') || /^[A-Z]$/.test(key);
  const found = everyShortcut.find(
    ({ keys, ctrl = false, shift = false }) =>
      keys.includes(key) && ctrl === (press.ctrlKey || press.metaKey) && (!named || shift === press.shiftKey),
  );
  return found?.command ?? null;
}

const printedKeys: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  PageUp: 'Page ↑',
  PageDown: 'Page ↓',
};

/** The keys of a shortcut as the sheet prints them: ['Ctrl', 'Shift', 'O']. */
export function printedKey({ keys, ctrl, shift }: Shortcut): readonly string[] {
  const printed = keys.map((key) => printedKeys[key] ?? key);
  return [ctrl ? 'Ctrl' : '', shift ? 'Shift' : '', printed.length > 2 ? (printed[0] ?? '') : printed.join(' ')].filter(
    (part) => part !== '',
  );
}

/** The keys of a command in one string for tooltips: 'Ctrl Shift O'; '' where it has none. */
export function keysOf(command: Command): string {
  const shortcut = everyShortcut.find((one) => one.command === command);
  return shortcut === undefined ? '' : printedKey(shortcut).join(' ');
}
