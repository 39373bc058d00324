import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';

/** The part of the house that a path of src lies in: 'store' for src/main/store/..., 'main' for files of src/main itself. */
function partOf(path: string): string {
  const [, first = '', second = '', third] = path.split('/');
  return first === 'main' && third !== undefined ? second : first;
}

/** 'ipc --> services' for each two parts of which one imports the other; not what all parts share. */
function importsBetweenParts(): readonly string[] {
  const found = new Set<string>();
  for (const name of readdirSync('src', { recursive: true, encoding: 'utf8' })) {
    const file = join('src', name);
    if (!/\.(ts|svelte)$/.test(file) || statSync(file).isDirectory()) continue;
    for (const [, from = ''] of readFileSync(file, 'utf8').matchAll(/\b(?:from|import)\s*\(?\s*'(\.[^']+)'/g)) {
      const imported = normalize(join(dirname(file), from));
      const isFolder = statSync(imported, { throwIfNoEntry: false })?.isDirectory() === true;
      const parts = [partOf(file), partOf(isFolder ? `${imported}/index` : imported)];
      if (parts[0] !== parts[1] && parts[1] !== 'shared') found.add(parts.join(' --> '));
    }
  }
  return [...found].sort();
}

test('the picture of the house shows who imports whom, as it is', () => {
  const [, picture = ''] = /```mermaid\n([^`]*)```/.exec(readFileSync('docs/architecture.md', 'utf8')) ?? [];
  const arrows = [...picture.matchAll(/^\s*(\w[\w-]*) --> (.+)$/gm)].flatMap(([, from = '', to = '']) =>
    to.split('&').map((one) => `${from} --> ${one.trim()}`),
  );
  expect(arrows.sort()).toEqual(importsBetweenParts());
});
