import { dump, load } from 'js-yaml';
import { SetupFailure } from '../setup/failure.mjs';

/**
 * Joins two feeds of one version for electron-updater (latest-mac.yml and its like): the first one's, with the files of both.
 * @param {string} one YAML
 * @param {string} other YAML
 * @throws {SetupFailure} if they are of different versions
 */
export function mergeFeeds(one, other) {
  const [first, second] = [load(one), load(other)];
  if (first.version !== second.version) throw new SetupFailure(`The feeds are of ${first.version} and ${second.version}.`);
  return dump({ ...first, files: [...first.files, ...second.files] }, { lineWidth: -1 });
}
