import { electronProgram } from './setup/electron-runtime.mjs';
import { runScript } from './setup/failure.mjs';
import { setUp } from './setup/set-up.mjs';
import { buildIfStale } from './support/build.mjs';
import { asNode, runWithDisplay } from './support/run-program.mjs';

// Under a virtual display where there is none: some benchmarks open windows, the others don't mind.
await runScript(async () => {
  await setUp();
  await buildIfStale();
  return runWithDisplay([electronProgram(), '--import', 'tsx', 'bench/index.ts', ...process.argv.slice(2)], { env: asNode() });
});
