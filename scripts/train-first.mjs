import { runScript } from './setup/failure.mjs';
import { setUp } from './setup/set-up.mjs';
import { runOnElectronNode } from './support/run-program.mjs';

// Makes the model that ships again from the shared data: docs/models/first-model.md. Its two folders can be named.
await runScript(async () => {
  await setUp();
  return runOnElectronNode(['--import', 'tsx', 'src/main/train/first-model.ts', ...process.argv.slice(2)]);
});
