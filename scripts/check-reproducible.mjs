// Packs twice from the same sources and compares every file (npm run check:reproducible): what is shipped can be made again by anyone.
import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { SetupFailure, runScript } from './setup/failure.mjs';
import { setUp } from './setup/set-up.mjs';
import { buildIfStale } from './support/build.mjs';

await runScript(async () => {
  await setUp();
  const { distFolder, pack } = await import('./package/pack.mjs');
  const { packedFiles, readPacked, unpackedName } = await import('./package/listing.mjs');
  const hashes = [];
  for (const name of ['once', 'again']) {
    await buildIfStale({ force: true });
    const output = join(distFolder, name);
    await pack({ targets: ['dir'], output });
    const folder = join(output, unpackedName);
    const digest = ({ path }) => createHash('sha256').update(readPacked(folder, path)).digest('hex');
    hashes.push(new Map(packedFiles(folder).map((file) => [file.path, digest(file)])));
    rmSync(output, { recursive: true });
  }
  const [once, again] = hashes;
  const different = [...new Set([...once.keys(), ...again.keys()])].filter((path) => once.get(path) !== again.get(path));
  if (different.length > 0) throw new SetupFailure(`Two builds of the same sources differ in:\n${different.join('\n')}`);
  console.log(`${once.size} files, the same in both builds.`);
});
