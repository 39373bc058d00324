import { expect, test } from 'vitest';
import { checkNodeVersion, isAtLeast } from '../../scripts/setup/node-version.mjs';

test('versions are compared number by number', () => {
  const oldest = '20.19.0';
  const versions = ['20.19.0', '20.20.2', '21.0.0', 'v22.1.0', '20.19.0-rc.1', '20.18.9', '20.2.30', '19.99.99'];
  expect(versions.map((version) => isAtLeast(version, oldest))).toEqual([true, true, true, true, true, false, false, false]);
});

test('an old Node is named, with the one that is needed', () => {
  expect(() => checkNodeVersion('18.20.4')).toThrow(/need Node 20\.19\.0 or newer; this is Node 18\.20\.4/);
  expect(() => checkNodeVersion('20.19.0')).not.toThrow();
});
