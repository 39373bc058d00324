import { runScript } from './setup/failure.mjs';
import { setUp } from './setup/set-up.mjs';
import { runOnElectronNode } from './support/run-program.mjs';

// Measures a model's overlay and draws it for docs/overlays.md; tools/overlays/index.ts says how it is called.
await runScript(async () => {
  await setUp();
  return runOnElectronNode(['--import', 'tsx', 'tools/overlays/index.ts', ...process.argv.slice(2)]);
});
