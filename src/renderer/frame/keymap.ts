import type { KeyChoice } from '../../shared/settings';
import { t } from '../words.svelte';
import type { Command } from './commands';
import { type Shortcut, type ShortcutGroup, shortcutGroups } from './shortcuts';

type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;
type Chord = Omit<KeyChoice, 'command'>;

/** Keys that mean the same in every application, or that the page needs for itself: the overlay's Space, a field's Enter. */
const reserved: ReadonlySet<string> = new Set(['Tab', 'Enter', 'Escape', ' ', 'Shift', 'Control', 'Alt', 'Meta', 'AltGraph', 'Dead']);

const arrows: Readonly<Record<string, string>> = { ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←', ArrowRight: '→' };

/** Keys whose name on the keyboard depends on the language. */
const namedKeys = ['Home', 'End', 'Insert', 'Backspace', 'PageUp', 'PageDown', 'Escape', 'Delete'] as const;

/** A letter is the same key whatever its case. */
const keyOf = (press: Pick<KeyPress, 'key'>): string => (press.key.length === 1 ? press.key.toUpperCase() : press.key);

/** Shift makes a difference with a letter, an arrow or a named key; '?' needs it on some layouts and not on others. */
const shiftCounts = (key: string): boolean => key.length > 1 || /^[A-Z]$/.test(key);

/** Which key runs which command: the sheet's own, but for those the reader has chosen otherwise. */
export class Keymap {
  readonly #choices: () => readonly KeyChoice[];
  readonly #groups: readonly ShortcutGroup[];

  /** `choices` is asked again each time, so that a change holds at once. */
  constructor(choices: () => readonly KeyChoice[], groups: readonly ShortcutGroup[] = shortcutGroups) {
    this.#choices = choices;
    this.#groups = groups;
  }

  /** The sheet with the reader's choices in it. */
  get groups(): readonly ShortcutGroup[] {
    const chosen = new Map(this.#choices().map(({ command, ...chord }) => [command, chord]));
    return this.#groups.map((group) => ({
      ...group,
      shortcuts: group.shortcuts.map((shortcut) => withChord(shortcut, chosen.get(shortcut.command))),
    }));
  }

  /** The command of a key press, or null. */
  commandOf(press: KeyPress): Command | null {
    if (press.altKey) return null;
    return this.#find(chordOf(press))?.command ?? null;
  }

  /** The keys of a command in one string for tooltips: 'Ctrl Shift O'; '' where it has none. */
  keysOf(command: Command): string {
    const shortcut = this.#shortcuts.find((one) => one.command === command);
    return shortcut === undefined ? '' : printedKey(shortcut).join(' ');
  }

  /** What a press would be as a choice for a command: the choice, or a sentence that says why it cannot be one. */
  choose(command: Command, press: KeyPress): KeyChoice | string {
    const chord = chordOf(press);
    if (press.altKey || reserved.has(press.key)) return t('frame:keyRefused');
    const taken = this.#find(chord);
    if (taken !== undefined && taken.command !== command) {
      return t('frame:keyTaken', { key: printedKey(taken).join(' '), command: t(`frame:commands.${taken.command}`) });
    }
    return { command, ...chord };
  }

  get #shortcuts(): readonly Shortcut[] {
    return this.groups.flatMap((group) => group.shortcuts);
  }

  #find(chord: Chord): Shortcut | undefined {
    return this.#shortcuts.find(
      ({ keys, ctrl = false, shift = false }) =>
        keys.includes(chord.key) && ctrl === chord.ctrl && (!shiftCounts(chord.key) || shift === chord.shift),
    );
  }
}

function chordOf(press: KeyPress): Chord {
  const key = keyOf(press);
  return { key, ctrl: press.ctrlKey || press.metaKey, shift: press.shiftKey && shiftCounts(key) };
}

function withChord(shortcut: Shortcut, chord: Chord | undefined): Shortcut {
  return chord === undefined ? shortcut : { ...shortcut, keys: [chord.key], ctrl: chord.ctrl, shift: chord.shift };
}

/** The keys of a shortcut as the sheet prints them: ['Ctrl', 'Shift', 'O']. */
export function printedKey({ keys, ctrl, shift }: Shortcut): readonly string[] {
  const printed = keys.map(nameOfKey);
  return [
    ctrl ? t('frame:keys.Ctrl') : '',
    shift ? t('frame:keys.Shift') : '',
    printed.length > 2 ? (printed[0] ?? '') : printed.join(' '),
  ].filter((part) => part !== '');
}

function nameOfKey(key: string): string {
  const named = namedKeys.find((one) => one === key);
  return named === undefined ? (arrows[key] ?? key) : t(`frame:keys.${named}`);
}
