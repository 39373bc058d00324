import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SetupFailure } from './failure.mjs';
import { modulesAreBorrowed, nodeModules, projectFolder } from './paths.mjs';
import { npmCommand, runTool } from './run-tool.mjs';

const readJson = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined);

/**
 * Compares the lockfile with what npm wrote down when it last finished (node_modules/.package-lock.json). An interrupted npm leaves no
 * such file. Packages that are optional may be absent: they are for other platforms.
 * @param {{ packages: Record<string, { version?: string, integrity?: string, optional?: boolean, link?: boolean }> }} lockfile
 * @param {typeof lockfile | undefined} installed
 * @param {(path: string) => boolean} exists whether a package's folder is there
 * @returns {string | undefined} the first path that differs
 */
export function firstStalePackage(lockfile, installed, exists) {
  if (!installed) return 'node_modules';
  return Object.keys(lockfile.packages).find((path) => {
    if (path === '') return false;
    const [wanted, present] = [lockfile.packages[path], installed.packages[path]];
    if (!present) return !wanted.optional && !wanted.devOptional;
    return present.version !== wanted.version || present.integrity !== wanted.integrity || !exists(path);
  });
}

/** How far npm is, which says nothing by itself where there is no terminal: "312 of 692". */
function countUnpacked() {
  const paths = Object.entries(readJson(join(projectFolder, 'package-lock.json')).packages)
    .filter(([path, { optional }]) => path !== '' && !optional)
    .map(([path]) => path);
  return `${paths.filter(isUnpacked).length} of ${paths.length}`;
}

const isUnpacked = (path) => existsSync(join(projectFolder, path, 'package.json'));

export const npmPackages = {
  name: 'npm packages',

  isReady() {
    const installed = readJson(join(nodeModules, '.package-lock.json'));
    if (modulesAreBorrowed()) return installed !== undefined;
    const lockfile = readJson(join(projectFolder, 'package-lock.json'));
    return firstStalePackage(lockfile, installed, isUnpacked) === undefined;
  },

  async run({ report, lock }) {
    if (modulesAreBorrowed())
      throw new SetupFailure(
        'node_modules is a link to another checkout, and set-up was not finished there: run `npm run setup` in that one.',
      );
    // Install scripts would download from elsewhere; the steps after this one do what they are needed for.
    const flags = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    await runTool([...npmCommand(), ...flags], { cwd: projectFolder, report: { tick: () => report.tick(countUnpacked()) }, lock });
    return `${Object.keys(readJson(join(nodeModules, '.package-lock.json')).packages).length} packages`;
  },
};
