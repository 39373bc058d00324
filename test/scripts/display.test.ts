import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { findCommand } from '../../scripts/setup/run-tool.mjs';
import { hasDisplay } from '../../scripts/support/display.mjs';
import { withVirtualDisplay } from '../../scripts/support/virtual-display.mjs';
import { testWhere } from '../support/test-where';

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

const hasXvfb = findCommand('Xvfb') !== undefined && findCommand('xauth') !== undefined;

testWhere(hasXvfb, 'Xvfb')('virtual displays that start at once do not get in each other’s way, and end with their work', async () => {
  const look = (environment: { DISPLAY: string; XAUTHORITY: string }) =>
    Promise.resolve({ display: environment.DISPLAY, allowed: existsSync(environment.XAUTHORITY), file: environment.XAUTHORITY });
  const seen = await Promise.all([1, 2, 3].map(() => withVirtualDisplay(look)));
  expect({
    different: new Set(seen.map(({ display }) => display)).size,
    allowed: seen.every(({ allowed }) => allowed),
    left: seen.some(({ file }) => existsSync(file)),
  }).toEqual({ different: 3, allowed: true, left: false });
});

testWhere(hasXvfb, 'Xvfb')('a failure inside a virtual display is passed on', async () => {
  await expect(withVirtualDisplay(() => Promise.reject(new Error('no window')))).rejects.toThrow('no window');
});
