import { expect, test } from 'vitest';
import { installCommand, packagesFor, unmet } from '../../scripts/setup/system-packages.mjs';

const gtk = { library: 'libgtk-3.so.0', packages: ['libgtk-3-0t64', 'libgtk-3-0'] };
const sound = { library: 'libasound.so.2', packages: ['libasound2t64', 'libasound2'] };
const xvfb = { command: 'a-command-that-no-machine-has', packages: ['xvfb'] };
const node = { command: 'ls', packages: ['coreutils'] };

test('what the machine lacks is told by its libraries and commands', () => {
  expect(unmet([gtk, sound, xvfb, node], () => new Set(['libgtk-3.so.0']))).toEqual([sound, xvfb]);
});

test('each release gets the names that it has', () => {
  const bookworm = new Set(['libgtk-3-0', 'libasound2', 'xvfb']);
  const noble = new Set(['libgtk-3-0t64', 'libasound2t64', 'xvfb']);
  const names = (release: Set<string>) => packagesFor([gtk, sound, xvfb, xvfb], (name: string) => release.has(name));
  expect({ bookworm: names(bookworm), noble: names(noble), unknown: names(new Set()) }).toEqual({
    bookworm: ['libgtk-3-0', 'libasound2', 'xvfb'],
    noble: ['libgtk-3-0t64', 'libasound2t64', 'xvfb'],
    unknown: ['libgtk-3-0', 'libasound2', 'xvfb'],
  });
});

test('the command can be typed as it is', () => {
  const packages = ['xvfb', 'libnss3'];
  expect([installCommand(packages, false), installCommand(packages, true)]).toEqual([
    'sudo apt-get update && sudo apt-get install --yes --no-install-recommends xvfb libnss3',
    'apt-get update && apt-get install --yes --no-install-recommends xvfb libnss3',
  ]);
});
