// Tests what people get (npm run test:packaged): the end-to-end tests on the packed application, then the package's installation in a bare
// system. --e2e or --install runs one half; names after it select end-to-end tests.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SetupFailure, runScript } from './setup/failure.mjs';
import { inModules, projectFolder } from './setup/paths.mjs';
import { createReport } from './setup/progress.mjs';
import { setUp } from './setup/set-up.mjs';
import { ensureSystem } from './setup/system-packages.mjs';
import { buildIfStale } from './support/build.mjs';
import { runWithDisplay } from './support/run-program.mjs';

const [half, ...selection] = ['--e2e', '--install'].includes(process.argv[2]) ? process.argv.slice(2) : ['--all', ...process.argv.slice(2)];
const version = JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8')).version;
const debOf = (folder, of) => join(folder, `pneumoscope_${of}_${process.arch === 'x64' ? 'amd64' : process.arch}.deb`);

const playwright = (args, environment) =>
  runWithDisplay([process.execPath, inModules('@playwright', 'test', 'cli.js'), 'test', ...args], {
    env: { ...process.env, ...environment },
  });

await runScript(async () => {
  if (process.platform !== 'linux') throw new SetupFailure('The packed application is tested on Linux only.');
  await setUp();
  await buildIfStale();
  const { distFolder, pack } = await import('./package/pack.mjs');
  const codes = [];
  if (half !== '--e2e') {
    if (process.getuid() !== 0) throw new SetupFailure('Installing in a bare system needs root; npm run test:packaged -- --e2e does not.');
    await ensureSystem([{ command: 'debootstrap', packages: ['debootstrap'] }], { report: createReport() });
    const [next, folder] = [nextVersion(version), join(distFolder, 'newer')];
    await pack({ version: next, targets: ['deb'], output: folder, quick: true });
    await pack({ targets: ['deb'] });
    codes.push(
      await playwright(['--config', join('test', 'install', 'playwright.config.ts')], {
        PNEUMOSCOPE_DEB: debOf(distFolder, version),
        PNEUMOSCOPE_NEWER_DEB: debOf(folder, next),
      }),
    );
  } else await pack({ targets: ['dir'] });
  if (half !== '--install') {
    const { packedForTests } = await import('./package/packed-for-tests.mjs');
    codes.push(await playwright(selection, { PNEUMOSCOPE_PACKED: await packedForTests() }));
  }
  return codes.find((code) => code !== 0) ?? 0;
});

function nextVersion(text) {
  const [major, minor, patch] = text.split('.').map(Number);
  return [major, minor, patch + 1].join('.');
}
