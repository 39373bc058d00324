import { runScript } from './setup/failure.mjs';
import { setUp } from './setup/set-up.mjs';
import { buildIfStale } from './support/build.mjs';

await runScript(async () => {
  await setUp();
  await buildIfStale({ force: true });
});
