import type { Command } from './commands';

/** Every command that a key can run; what each is called stands in the words under `frame:commands`. */
export type KeyedCommand = Exclude<Command, 'tour'>;

export interface Shortcut {
  readonly command: KeyedCommand;
  /** KeyboardEvent.key values that run it; a capital letter is matched whatever the case. */
  readonly keys: readonly string[];
  readonly ctrl?: boolean;
  readonly shift?: boolean;
}

type ShortcutGroupName = 'cases' | 'worklist' | 'panes' | 'greys' | 'looks' | 'geometry' | 'left-button' | 'reports' | 'marks' | 'window';

export interface ShortcutGroup {
  readonly name: ShortcutGroupName;
  readonly shortcuts: readonly Shortcut[];
}

/** The one list of keys, until the reader chooses others (keymap.ts): the page obeys it, and the help sheet and the tooltips print it. */
export const shortcutGroups: readonly ShortcutGroup[] = [
  {
    name: 'cases',
    shortcuts: [
      { command: 'next-case', keys: ['ArrowDown', 'ArrowRight'] },
      { command: 'previous-case', keys: ['ArrowUp', 'ArrowLeft'] },
      { command: 'next-image', keys: ['PageDown'] },
      { command: 'previous-image', keys: ['PageUp'] },
      { command: 'agree', keys: ['A'] },
      { command: 'disagree', keys: ['D'] },
      { command: 'search', keys: ['/'] },
      { command: 'open-files', keys: ['O'], ctrl: true },
      { command: 'open-folder', keys: ['O'], ctrl: true, shift: true },
    ],
  },
  {
    name: 'worklist',
    shortcuts: [
      { command: 'toggle-read', keys: ['U'], shift: true },
      { command: 'toggle-second-look', keys: ['N'], shift: true },
      { command: 'toggle-worklist', keys: ['L'], ctrl: true },
    ],
  },
  {
    name: 'panes',
    shortcuts: [
      { command: 'layout-one', keys: ['1'], ctrl: true },
      { command: 'layout-two', keys: ['2'], ctrl: true },
      { command: 'layout-four', keys: ['3'], ctrl: true },
      { command: 'next-pane', keys: ['F6'] },
      { command: 'link-panes', keys: ['L'], shift: true },
      { command: 'viewer-window', keys: ['W'], shift: true },
    ],
  },
  {
    name: 'greys',
    shortcuts: [
      { command: 'preset-default', keys: ['1'] },
      { command: 'preset-lung', keys: ['2'] },
      { command: 'preset-mediastinum', keys: ['3'] },
      { command: 'preset-bone', keys: ['4'] },
      { command: 'preset-full', keys: ['5'] },
      { command: 'invert', keys: ['I'] },
      { command: 'darker', keys: [','] },
      { command: 'brighter', keys: ['.'] },
      { command: 'steeper', keys: [']'] },
      { command: 'flatter', keys: ['['] },
    ],
  },
  {
    name: 'looks',
    shortcuts: [
      { command: 'preset-own-6', keys: ['6'] },
      { command: 'preset-own-7', keys: ['7'] },
      { command: 'preset-own-8', keys: ['8'] },
      { command: 'preset-own-9', keys: ['9'] },
      { command: 'sharpen', keys: ['S'] },
      { command: 'magnifier', keys: ['G'] },
      { command: 'true-size', keys: ['U'] },
      { command: 'overlay-style', keys: ['O'], shift: true },
      { command: 'hide-names', keys: ['D'], shift: true },
      { command: 'tags', keys: ['X'] },
    ],
  },
  {
    name: 'geometry',
    shortcuts: [
      { command: 'fit', keys: ['F'] },
      { command: 'zoom-in', keys: ['+', '='] },
      { command: 'zoom-out', keys: ['-'] },
      { command: 'pan-left', keys: ['ArrowLeft'], shift: true },
      { command: 'pan-right', keys: ['ArrowRight'], shift: true },
      { command: 'pan-up', keys: ['ArrowUp'], shift: true },
      { command: 'pan-down', keys: ['ArrowDown'], shift: true },
      { command: 'rotate', keys: ['R'] },
      { command: 'flip-horizontal', keys: ['H'] },
      { command: 'flip-vertical', keys: ['V'] },
      { command: 'reset', keys: ['0'] },
    ],
  },
  {
    name: 'left-button',
    shortcuts: [
      { command: 'tool-window', keys: ['W'] },
      { command: 'tool-zoom', keys: ['Z'] },
      { command: 'tool-pan', keys: ['P'] },
    ],
  },
  {
    name: 'reports',
    shortcuts: [
      { command: 'report', keys: ['R'], ctrl: true },
      { command: 'print', keys: ['P'], ctrl: true },
      { command: 'export', keys: ['E'], ctrl: true },
    ],
  },
  {
    name: 'marks',
    shortcuts: [
      { command: 'mark-box', keys: ['L'] },
      { command: 'mark-length', keys: ['M'] },
      { command: 'mark-angle', keys: ['N'] },
      { command: 'mark-ratio', keys: ['C'] },
      { command: 'mark-ellipse', keys: ['E'] },
      { command: 'mark-rectangle', keys: ['K'] },
      { command: 'mark-arrow', keys: ['J'] },
      { command: 'mark-text', keys: ['T'] },
      { command: 'leave-tool', keys: ['Escape'] },
      { command: 'delete-mark', keys: ['Delete'] },
      { command: 'undo', keys: ['Z'], ctrl: true },
      { command: 'redo', keys: ['Z'], ctrl: true, shift: true },
    ],
  },
  {
    name: 'window',
    shortcuts: [
      { command: 'toggle-overlay', keys: ['O'] },
      { command: 'toggle-list', keys: ['B'], ctrl: true },
      { command: 'toggle-result', keys: ['B'], ctrl: true, shift: true },
      { command: 'settings', keys: [','], ctrl: true },
      { command: 'shortcuts', keys: ['?'] },
    ],
  },
];

/** What is done with the mouse, for the help sheet; the words of each stand under `frame:habits`. */
export const mouseHabits = ['leftDrag', 'shiftUp', 'middleDrag', 'rightDrag', 'wheel', 'twoFingers', 'ctrlClick', 'holdSpace'] as const;
