// npm run dev: the application, changing under the hand of whoever changes it. CONTRIBUTING.md says what is put in place how.
import { SetupFailure, runScript } from './setup/failure.mjs';
import { projectFolder } from './setup/paths.mjs';
import { setUp } from './setup/set-up.mjs';
import { applicationArguments } from './support/application-arguments.mjs';
import { hasDisplay } from './support/display.mjs';
import { sandboxSwitches } from './support/sandbox.mjs';

await runScript(async () => {
  await setUp();
  if (!hasDisplay())
    throw new SetupFailure('npm run dev opens a window, and there is no display here. On a virtual one: xvfb-run -a npm run dev');
  // Vite's and electron-vite's paths are relative to it.
  process.chdir(projectFolder);
  // Needs npm's packages, which are there only now.
  const { develop } = await import('./development/develop.mjs');
  return develop([...sandboxSwitches(), ...applicationArguments(process.argv.slice(2))]);
});
