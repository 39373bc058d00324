import { expect, test } from 'vitest';
import { firstStalePackage } from '../../scripts/setup/npm-packages.mjs';

const lockfile = {
  packages: {
    '': { version: '0.1.0' },
    'node_modules/svelte': { version: '5.57.3', integrity: 'sha512-a' },
    'node_modules/fsevents': { version: '2.3.3', integrity: 'sha512-b', optional: true },
  },
};
const installed = { packages: { 'node_modules/svelte': { version: '5.57.3', integrity: 'sha512-a' } } };
const all = () => true;

test('an installation as in the lockfile is fresh, without the optional packages of other platforms', () => {
  expect(firstStalePackage(lockfile, installed, all)).toBeUndefined();
});

test('an interrupted, an outdated and a damaged installation are stale', () => {
  const older = { packages: { 'node_modules/svelte': { version: '5.57.2', integrity: 'sha512-c' } } };
  expect([
    firstStalePackage(lockfile, undefined, all),
    firstStalePackage(lockfile, { packages: {} }, all),
    firstStalePackage(lockfile, older, all),
    firstStalePackage(lockfile, installed, () => false),
  ]).toEqual(['node_modules', 'node_modules/svelte', 'node_modules/svelte', 'node_modules/svelte']);
});
