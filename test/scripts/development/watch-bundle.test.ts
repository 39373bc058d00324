import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { watchBundle } from '../../../scripts/development/watch-bundle.mjs';

const folder = mkdtempSync(join(tmpdir(), 'pneumoscope-watch-'));
const write = (name: string, text: string): void => writeFileSync(join(folder, `${name}.js`), text);
let watching: ReturnType<typeof watchBundle> | undefined;
afterEach(async () => {
  vi.restoreAllMocks();
  await watching?.close();
  rmSync(folder, { recursive: true });
});

test('a change is told with the entries that can load what changed', async () => {
  write('both', 'export const both = 1;');
  write('lazy', 'console.log(1);');
  write('one', `import { both } from './both.js'; console.log('one', both); void import('./lazy.js');`);
  write('other', `import { both } from './both.js'; console.log('other', both);`);
  const changes: string[][] = [];
  const input = { one: join(folder, 'one.js'), other: join(folder, 'other.js') };
  const config = {
    root: folder,
    logLevel: 'silent' as const,
    build: { ssr: true, outDir: join(folder, 'out'), rolldownOptions: { input } },
  };
  watching = watchBundle(config, (entries) => changes.push([...entries].sort()));
  await watching.built;
  const after = async (name: string, text: string): Promise<string[] | undefined> => {
    const before = changes.length;
    write(name, text);
    await expect.poll(() => changes.length, { timeout: 20_000 }).toBe(before + 1);
    return changes.at(-1);
  };
  expect(await after('lazy', 'console.log(2);')).toEqual(['one']);
  expect(await after('both', 'export const both = 2;')).toEqual(['one', 'other']);
  // What does not build changes nothing, and what does afterwards is told.
  const complained = vi.spyOn(console, 'error').mockReturnValue();
  write('other', 'this is not JavaScript');
  await expect.poll(() => complained.mock.calls.length, { timeout: 20_000 }).toBe(1);
  expect(await after('other', `import { both } from './both.js'; console.log('mended', both);`)).toEqual(['other']);
});
