import { expect, test } from 'vitest';
import { hasDisplay, underDisplay } from '../../scripts/support/display.mjs';

test('only Linux without X or Wayland has no display', () => {
  expect([
    hasDisplay({ DISPLAY: ':0' }, 'linux'),
    hasDisplay({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux'),
    hasDisplay({}, 'linux'),
    hasDisplay({ DISPLAY: '' }, 'linux'),
    hasDisplay({}, 'darwin'),
    hasDisplay({}, 'win32'),
  ]).toEqual([true, true, false, false, true, true]);
});

test('a command gets a virtual display only where it needs one', () => {
  expect(underDisplay(['electron', '.'], { DISPLAY: ':0' })).toEqual(['electron', '.']);
  if (process.platform === 'linux') expect(underDisplay(['electron', '.'], {}).slice(-2)).toEqual(['electron', '.']);
});
