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

/** The one list of keys, until the reader chooses others (keymap.ts): the page obeys it, and the help sheet and the tooltips print it. */
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
    title: 'Worklist',
    shortcuts: [
      { command: 'toggle-read', keys: ['U'], shift: true, label: 'Read or unread' },
      { command: 'toggle-second-look', keys: ['N'], shift: true, label: 'Needs a second look, or no longer' },
      { command: 'toggle-worklist', keys: ['L'], ctrl: true, label: 'List over the whole window, or beside the image' },
    ],
  },
  {
    title: 'Panes',
    shortcuts: [
      { command: 'layout-one', keys: ['1'], ctrl: true, label: 'One image' },
      { command: 'layout-two', keys: ['2'], ctrl: true, label: 'Two images beside each other' },
      { command: 'layout-four', keys: ['3'], ctrl: true, label: 'Four images' },
      { command: 'next-pane', keys: ['F6'], label: 'Next pane' },
      { command: 'link-panes', keys: ['L'], shift: true, label: 'Link zoom, pan and window' },
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
    title: 'Marks',
    shortcuts: [
      { command: 'mark-box', keys: ['L'], label: 'Box around an opacity' },
      { command: 'mark-length', keys: ['M'], label: 'Length' },
      { command: 'mark-angle', keys: ['N'], label: 'Angle' },
      { command: 'mark-ratio', keys: ['C'], label: 'Cardiothoracic ratio' },
      { command: 'mark-ellipse', keys: ['E'], label: 'Ellipse' },
      { command: 'mark-rectangle', keys: ['K'], label: 'Rectangle' },
      { command: 'mark-arrow', keys: ['J'], label: 'Arrow' },
      { command: 'mark-text', keys: ['T'], label: 'Text' },
      { command: 'leave-tool', keys: ['Escape'], label: 'Leave the tool' },
      { command: 'delete-mark', keys: ['Delete'], label: 'Remove the chosen mark' },
      { command: 'undo', keys: ['Z'], ctrl: true, label: 'Undo' },
      { command: 'redo', keys: ['Z'], ctrl: true, shift: true, label: 'Redo' },
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
  { gesture: 'Left drag', label: 'The chosen tool: window and level, zoom, pan, or a mark' },
  { gesture: 'Shift held while letting go', label: 'The mark’s tool stays chosen' },
  { gesture: 'Middle drag, Shift + left drag', label: 'Pan' },
  { gesture: 'Right drag', label: 'Zoom' },
  { gesture: 'Wheel, two fingers, pinch', label: 'Zoom at the pointer' },
  { gesture: 'Two fingers sideways', label: 'Pan' },
  { gesture: 'Ctrl + click, Shift + click', label: 'Select several studies; Shift with an arrow, Ctrl + A by keyboard' },
  { gesture: 'Hold Space', label: 'Hide the overlay while held' },
];
