import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { untranslatedIn } from './untranslated';

const page = 'src/renderer';

const folders = readdirSync(page, { withFileTypes: true }).filter((entry) => entry.isDirectory());

function untranslated(folder: string, recursive = true): readonly string[] {
  const files = readdirSync(join(page, folder), { withFileTypes: true, recursive });
  return files
    .filter((entry) => entry.isFile() && /\.(ts|svelte)$/.test(entry.name) && !entry.name.endsWith('.d.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .flatMap((file) => untranslatedIn(readFileSync(file, 'utf8'), file).map((text) => `${file}: ${text}`));
}

test('the scan finds words in text, attributes, expressions and scripts, and leaves codes, comparisons and keys', () => {
  const component = `
    <script lang="ts">
      const tool: 'a plain tool' = pick('zoom');
      const title = 'Two words';
      const one = { label: 'Unread', 'not this one': tool === 'nor this one' };
    </script>
    <p class="a class" data-tool="some tool" title="Spoken">{title} raw</p>
    <button aria-label="Say {tool}" onclick={() => run('next case')}>{tool === 'not this' ? 'Yes' : t('frame:open')}</button>
    <p>{countOf(3, 'study')} {keysOf('search')} × 12</p>`;
  expect(untranslatedIn(component, 'Sample.svelte')).toEqual(['Two words', 'Unread', 'Spoken', 'raw', 'Say', 'Yes', 'study']);
});

test.each(folders.map(({ name }) => name))('every word of %s is in the words', (folder) => {
  expect(untranslated(folder)).toEqual([]);
});

test('every word of the page’s own files is in the words', () => {
  expect(untranslated('.', false)).toEqual([]);
});
