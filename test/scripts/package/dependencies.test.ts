import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { describePackage } from '../../../scripts/package/licences.mjs';
import { BUNDLED_PACKAGES } from '../../../scripts/package/packages-of.mjs';

const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
const manifest = readJson('package.json') as { dependencies: Record<string, string>; devDependencies: Record<string, string> };
const document = readFileSync('docs/dependencies.md', 'utf8');

/** The rows of the table under a heading, without their last cell, which says why. */
function tableUnder(heading: string): readonly (readonly string[])[] {
  const section = document.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('| '));
  return rows.slice(2).map((row) =>
    row
      .split('|')
      .map((cell) => cell.trim())
      .slice(1, -2),
  );
}

const asInstalled = (name: string): readonly string[] => {
  const { version, licence } = describePackage(name);
  return [name, version, licence];
};

test('the document lists what ships as packages, with version and licence', () => {
  const names = ['electron', ...Object.keys(manifest.dependencies)];
  expect([...tableUnder('What ships')].sort()).toEqual(names.map(asInstalled).sort());
});

test('the document lists what is bundled, with version and licence', () => {
  const bundles = ['main', 'preload', 'renderer'].map((name) => readJson(`out/${name}/${BUNDLED_PACKAGES}`) as { packages: string[] });
  const bundled = new Set(bundles.flatMap(({ packages }) => packages));
  const names = Object.keys(manifest.devDependencies).filter((name) => bundled.has(name));
  expect([...tableUnder('What is bundled')].sort()).toEqual(names.map(asInstalled).sort());
});
