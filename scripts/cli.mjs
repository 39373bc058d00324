import { join } from 'node:path';
import { projectFolder } from './setup/paths.mjs';
import { runScript } from './setup/failure.mjs';
import { setUp } from './setup/set-up.mjs';
import { buildIfStale } from './support/build.mjs';
import { runOnElectronNode } from './support/run-program.mjs';

// npm runs scripts in the project's folder; paths on the command line are meant from where the person is.
const callersFolder = process.env.INIT_CWD ?? process.cwd();

await runScript(async () => {
  await setUp();
  await buildIfStale();
  return runOnElectronNode([join(projectFolder, 'out/main/cli.js'), ...process.argv.slice(2)], { cwd: callersFolder });
});
