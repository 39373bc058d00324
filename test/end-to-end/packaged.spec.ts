import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { expect, test } from '@playwright/test';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { strangers } from '../../scripts/package/contents.mjs';
import { AGREED_BYTES, packedFiles, total } from '../../scripts/package/listing.mjs';
import { rootSwitches, temporaryHome } from '../support/application';
import { samplePath } from '../support/sample-files';

// The packed application is what people run: its fuses are blown as configured, and it does the main job.
const packed = resolve('dist/linux-unpacked/pneumoscope');

test.beforeAll(() => {
  test.setTimeout(300_000);
  execFileSync(process.execPath, ['scripts/package.mjs', '--targets', 'dir'], { stdio: 'inherit' });
});

test('nothing is packed that nobody asked for, and no more than was agreed', () => {
  const files = packedFiles();
  expect(strangers(files.map(({ path }) => path))).toEqual([]);
  expect(total(files)).toBeLessThanOrEqual(AGREED_BYTES.installed);
});

test('its bill of materials names what ships, and not what TensorFlow.js asks for to be built', () => {
  const bill = JSON.parse(readFileSync('dist/linux-unpacked/resources/notices/sbom.cdx.json', 'utf8')) as {
    components: { name: string }[];
  };
  const names = new Set(bill.components.map(({ name }) => name));
  const ships = ['electron', 'tensorflow-cpu', '@tensorflow/tfjs-node-gpu', '@tensorflow/tfjs-core', 'better-sqlite3', 'svelte', 'zod'];
  expect(ships.filter((name) => !names.has(name))).toEqual([]);
  expect(['tar', '@mapbox/node-pre-gyp', 'vite', 'electron-builder'].filter((name) => names.has(name))).toEqual([]);
});

test('the fuses are set', async () => {
  const wire = await getCurrentFuseWire(packed);
  const enabled = '1'.charCodeAt(0); // the wire holds ASCII digits
  const on = (fuse: FuseV1Options): boolean => Number(wire[fuse]) === enabled;
  expect({
    runAsNode: on(FuseV1Options.RunAsNode), // the engine's host
    cookieEncryption: on(FuseV1Options.EnableCookieEncryption),
    nodeOptions: on(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
    inspect: on(FuseV1Options.EnableNodeCliInspectArguments),
    integrity: on(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
    onlyAsar: on(FuseV1Options.OnlyLoadAppFromAsar),
    browserSnapshot: on(FuseV1Options.LoadBrowserProcessSpecificV8Snapshot),
    fileProtocol: on(FuseV1Options.GrantFileProtocolExtraPrivileges),
  }).toEqual({
    runAsNode: true,
    cookieEncryption: true,
    nodeOptions: false,
    inspect: false,
    integrity: true,
    onlyAsar: true,
    browserSnapshot: false,
    fileProtocol: false,
  });
});

test('the packed application opens a sample and predicts', () => {
  test.setTimeout(120_000);
  const home = temporaryHome();
  const picture = join(home, 'window.png');
  const { status, stdout, stderr } = spawnSync(packed, [...rootSwitches, '--home', home, `--demonstrate=${picture}`], {
    encoding: 'utf8',
    timeout: 100_000,
  });
  expect(status, stderr).toBe(0);
  expect(stdout).toMatch(/probability 0\.\d{3}, .* the threshold of 0\.\d{3}/);
  expect(existsSync(picture)).toBe(true);
});

test('its command works without a window', () => {
  test.setTimeout(120_000);
  const command = resolve('dist/linux-unpacked/resources/bin/pneumoscope');
  const args = ['classify', samplePath(0), '--no-store', '--json', '--home', temporaryHome()];
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', timeout: 100_000 });
  expect(status, stderr).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ status: 'ok', positive: true });
});
