import { lstatSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout that this script belongs to. */
export const projectFolder = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

export const nodeModules = join(projectFolder, 'node_modules');

/** A path inside node_modules. */
export const inModules = (...parts) => join(nodeModules, ...parts);

/**
 * Where everything heavy is kept, once per user, so that a second checkout needs links only.
 * @param {NodeJS.ProcessEnv} environment
 */
export function cacheFolder(environment = process.env, platform = process.platform) {
  if (environment.XDG_CACHE_HOME) return join(environment.XDG_CACHE_HOME, 'pneumoscope');
  if (platform === 'win32' && environment.LOCALAPPDATA) return join(environment.LOCALAPPDATA, 'pneumoscope', 'cache');
  return join(homedir(), '.cache', 'pneumoscope');
}

/** True where node_modules is a link: it belongs to another checkout, whose lockfile rules it. */
export function modulesAreBorrowed() {
  return lstatSync(nodeModules, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}

/** The checkout whose node_modules this one uses: itself, unless they are borrowed. */
export const modulesOwner = () => (modulesAreBorrowed() ? dirname(realpathSync(nodeModules)) : projectFolder);
