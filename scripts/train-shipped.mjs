import { join } from 'node:path';
import { runScript } from './setup/failure.mjs';
import { projectFolder } from './setup/paths.mjs';
import { setUp } from './setup/set-up.mjs';
import { buildIfStale } from './support/build.mjs';
import { runOnElectronNode } from './support/run-program.mjs';

await runScript(async () => {
  await setUp();
  await buildIfStale();
  return runOnElectronNode([join(projectFolder, 'out/main/train-shipped.js'), ...process.argv.slice(2)]);
});
