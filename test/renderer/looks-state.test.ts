import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Looks } from '../../src/renderer/state/looks.svelte';
import type { ViewerState } from '../../src/renderer/viewer/viewer-state.svelte';
import { defaultSettings, type OwnPreset, type Settings } from '../../src/shared/settings';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** The page's settings, and a viewer that shows a window between two percentiles. */
function looksOn(windowToKeep: Omit<OwnPreset, 'key' | 'name'> | null) {
  const application = {
    settings: defaultSettings,
    change(change: Partial<Settings>) {
      application.settings = { ...application.settings, ...change };
    },
  };
  const applied: string[] = [];
  const viewer = { windowToKeep, applyOwn: ({ name }: OwnPreset) => applied.push(name) } as unknown as ViewerState;
  return { looks: new Looks(application, viewer), applied };
}

const window = { low: 10, high: 90, curve: 'linear' } as const;

test('windows are kept under the first free key, renamed, deleted and brought back', () => {
  const { looks, applied } = looksOn(window);
  looks.keep(' Ribs ');
  looks.keep('Hila');
  looks.keep('  ');
  looks.rename('6', 'Bones');
  looks.rename('7', ' ');
  looks.remove('6');
  looks.applyOwn('6');
  const without = [looks.presets.map(({ name }) => name), looks.deleted?.name, looks.note?.words.includes('6')];
  looks.bringBack();
  looks.applyOwn('6');
  expect([without, looks.presets, looks.deleted, applied]).toEqual([
    [['Hila'], 'Bones', true],
    [
      { key: '6', name: 'Bones', ...window },
      { key: '7', name: 'Hila', ...window },
    ],
    null,
    ['Bones'],
  ]);
});

test('a fifth window and one where none is in force are not kept; a new one takes a deleted one’s place for good', () => {
  const { looks } = looksOn(window);
  for (const name of ['a', 'b', 'c', 'd', 'e']) looks.keep(name);
  const full = looks.presets.map(({ key, name }) => key + name);
  looks.remove('8');
  looks.keep('f');
  looks.bringBack();
  const nothing = looksOn(null).looks;
  nothing.keep('a');
  expect([full, looks.presets.map(({ key, name }) => key + name), nothing.presets]).toEqual([
    ['6a', '7b', '8c', '9d'],
    ['6a', '7b', '8f', '9d'],
    [],
  ]);
});

test('a note leaves by itself, and a newer one stays its full time', () => {
  const { looks } = looksOn(null);
  looks.say('first');
  vi.advanceTimersByTime(6000);
  looks.say('second');
  vi.advanceTimersByTime(6000);
  const still = looks.note?.words;
  vi.advanceTimersByTime(3000);
  expect([still, looks.note]).toEqual(['second', null]);
});
