// Brings what the release's machines made into one folder, FOLDER/feed (.github/workflows/release.yml). Two machines that pack for the same
// system, such as macOS on ARM and on x64, each write a feed that names its own packages only: theirs are joined.
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SetupFailure, runScript } from './setup/failure.mjs';
import { mergeFeeds } from './package/merge-feeds.mjs';

await runScript(() => {
  const folder = process.argv[2];
  if (!folder || !existsSync(folder))
    throw new SetupFailure('Usage: node scripts/merge-feeds.mjs FOLDER, with a folder for each machine in it.');
  const feed = join(folder, 'feed');
  mkdirSync(feed);
  for (const machine of readdirSync(folder).filter((name) => name !== 'feed')) {
    for (const name of readdirSync(join(folder, machine))) {
      const [from, to] = [join(folder, machine, name), join(feed, name)];
      if (!existsSync(to)) copyFileSync(from, to);
      else if (/^latest.*\.yml$/.test(name)) writeFileSync(to, mergeFeeds(readFileSync(to, 'utf8'), readFileSync(from, 'utf8')));
      else throw new SetupFailure(`Two machines made ${name}.`);
    }
  }
});
