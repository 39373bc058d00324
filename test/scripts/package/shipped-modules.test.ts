import { expect, test } from 'vitest';
import { unplannedModules } from '../../../scripts/package/shipped-modules.mjs';
import { packagesOf } from '../../../scripts/package/packages-of.mjs';

test('a dependency is either bundled or listed with its files', () => {
  const shipped = ['better-sqlite3', '@cornerstonejs/codec-charls'];
  expect(unplannedModules(shipped, ['better-sqlite3', '@cornerstonejs/codec-charls/decodewasmjs'], shipped)).toEqual([]);
  expect(unplannedModules(['better-sqlite3', 'tar'], ['@scope/other/part', 'better-sqlite3'], shipped)).toEqual([
    'tar is a dependency, but not in scripts/package/shipped-modules.mjs: bundle it as a development dependency, or list its files.',
    '@cornerstonejs/codec-charls is in scripts/package/shipped-modules.mjs, but no dependency.',
    'The built application imports @scope/other/part, which would not be packed.',
  ]);
});

test('bundled modules are traced to their packages, nested ones too', () => {
  const modules = [
    '/project/src/main/index.ts',
    '/project/node_modules/zod/v4/core.js',
    '/project/node_modules/zod/index.js',
    '/project/node_modules/@scope/one/node_modules/two/index.js?used',
    '\0virtual',
  ];
  expect(packagesOf(modules)).toEqual(['@scope/one/node_modules/two', 'zod']);
});
