import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses';
import { cpSync, linkSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { distFolder } from './pack.mjs';
import { unpackedFolder } from './listing.mjs';

/**
 * The packed application with one fuse turned back: Playwright drives an application through Node's inspector, which the packed one
 * does not have. Everything else is the same file, not a copy.
 * @returns {Promise<string>} its program
 */
export async function packedForTests() {
  const folder = join(distFolder, 'for-tests');
  rmSync(folder, { recursive: true, force: true });
  linkTree(unpackedFolder, folder);
  const program = join(folder, 'pneumoscope');
  rmSync(program);
  cpSync(join(unpackedFolder, 'pneumoscope'), program);
  await flipFuses(program, { version: FuseVersion.V1, [FuseV1Options.EnableNodeCliInspectArguments]: true });
  return program;
}

function linkTree(from, to) {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) linkTree(source, target);
    else linkSync(source, target);
  }
}
