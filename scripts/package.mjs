// Packages the built application with the Electron runtime that the set-up found (npm run package).
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { runScript } from './setup/failure.mjs';
import { setUp } from './setup/set-up.mjs';
import { buildIfStale } from './support/build.mjs';

await runScript(async () => {
  await setUp();
  await buildIfStale();
});

const root = join(import.meta.dirname, '..');
const require = createRequire(import.meta.url);
const runtime = join(root, 'node_modules/electron/dist');
const version = readFileSync(join(runtime, 'version'), 'utf8').trim().replace(/^v/, '');
const supported = JSON.parse(readFileSync(join(root, 'node_modules/electron/package.json'), 'utf8')).version;

if (version !== supported) {
  console.error(`This packages Electron ${version}, which gets no security fixes any more: for tests only. A release ships ${supported}.`);
}
const builder = require.resolve('electron-builder/cli.js');
const args = [builder, '--dir', '--publish', 'never', `-c.electronVersion=${version}`, `-c.electronDist=${runtime}`];
process.exit(spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status ?? 1);
