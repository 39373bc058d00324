import { runScript } from './setup/failure.mjs';
import { setUp } from './setup/set-up.mjs';
import { runOnElectronNode } from './support/run-program.mjs';

await runScript(async () => {
  await setUp();
  return runOnElectronNode(['--import', 'tsx', 'src/main/recipe/input-check/index.ts', ...process.argv.slice(2)]);
});
