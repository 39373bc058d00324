// Packages the application (npm run package): the folder, and what people install from. docs/releasing.md explains it.
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { SetupFailure, runScript } from './setup/failure.mjs';
import { setUp } from './setup/set-up.mjs';
import { buildIfStale } from './support/build.mjs';

await runScript(async () => {
  const options = readOptions();
  await setUp();
  // Needs npm's packages, which are there only now.
  const { unpackedFolder, listing } = await import('./package/listing.mjs');
  const { pack } = await import('./package/pack.mjs');
  if (!options.list || !existsSync(unpackedFolder)) {
    await buildIfStale();
    await pack(options);
  }
  process.stdout.write(listing({ everyFile: options.list }));
});

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        list: { type: 'boolean', default: false },
        targets: { type: 'string' },
        release: { type: 'boolean', default: false },
        version: { type: 'string' },
      },
    });
    return { list: values.list, targets: values.targets?.split(','), release: values.release, version: values.version };
  } catch (error) {
    throw new SetupFailure(
      `${error.message}\n\nUsage: npm run package [-- --targets dir,deb,tar.gz] [--version X.Y.Z] [--release]\n       npm run package -- --list`,
    );
  }
}
