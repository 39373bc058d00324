import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { withLock } from './lock.mjs';
import { cacheFolder } from './paths.mjs';

/** Where a finished thing of this name lies, whether or not it is there yet. */
export const cachedPath = (name) => join(cacheFolder(), name);

/**
 * A folder in the per-user cache, made once. It appears under its name only when complete, so that its existence is proof enough;
 * of two set-ups at once, one builds and the other waits.
 * @param {string} name ends in a hash of all that its content depends on
 * @param {(workFolder: string) => Promise<void>} build fills an empty folder
 * @param {{ note(text: string): void }} report
 * @returns {Promise<string>} the folder
 */
export async function cached(name, build, report) {
  const folder = cachedPath(name);
  if (existsSync(folder)) return folder;
  const onWait = (pid) => report.note(`another set-up (process ${pid}) is making ${name}; waiting for it`);
  return withLock(
    `${folder}.lock`,
    async () => {
      if (existsSync(folder)) return folder;
      removeLeftovers(folder);
      const work = mkdtempSync(`${folder}.building-`);
      try {
        chmodSync(work, 0o755);
        await build(work);
        renameSync(work, folder);
      } finally {
        rmSync(work, { recursive: true, force: true });
      }
      return folder;
    },
    onWait,
  );
}

/** What a killed set-up left of the same thing; safe to remove because the caller holds its lock. */
function removeLeftovers(folder) {
  for (const name of readdirSync(dirname(folder))) {
    if (name.startsWith(`${basename(folder)}.building-`)) rmSync(join(dirname(folder), name), { recursive: true, force: true });
  }
}

/** Where downloads wait until they are unpacked, the halves of interrupted ones too. */
export function downloadsFolder() {
  const folder = join(cacheFolder(), 'downloads');
  mkdirSync(folder, { recursive: true });
  return folder;
}
