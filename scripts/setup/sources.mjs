import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { SetupFailure } from './failure.mjs';
import { shortHash } from './hash.mjs';
import { npmCommand, pythonCommand, runTool } from './run-tool.mjs';

// Addresses are asked of the person's own clients at run time, so that mirrors, proxies and credentials set there count.

/** The pieces of a download that come from npm: where a package's archive lies, and npm fetching it itself. */
export function npmSource(spec) {
  return {
    address: async () => JSON.parse(await runTool([...npmCommand(), 'view', spec, 'dist.tarball', '--json'])),
    async byClient(folder) {
      const target = emptyFolder(folder, spec);
      await runTool([...npmCommand(), 'pack', spec, '--ignore-scripts', '--pack-destination', target], { cwd: target });
      return onlyFile(target);
    },
  };
}

// Wheels are unpacked for their libraries, not installed: the Python on this machine may be of any version.
const PLATFORMS = ['--platform', 'manylinux_2_17_x86_64', '--platform', 'manylinux2014_x86_64'];
const ANY_PYTHON = [...PLATFORMS, '--python-version', '3.11', '--implementation', 'cp', '--abi', 'cp311'];
const WHEELS_ONLY = ['--quiet', '--disable-pip-version-check', '--no-deps', '--only-binary=:all:', ...ANY_PYTHON];

/**
 * The same for Python wheels; pip is asked once for all of them.
 * @param {string[]} requirements
 * @param {{ tick(): void }} report
 */
export function wheelSources(requirements, report) {
  let addresses;
  const resolveAll = () => (addresses ??= wheelAddresses(requirements, report));
  return requirements.map((requirement) => ({
    address: async () => (await resolveAll()).get(distributionName(requirement)),
    async byClient(folder) {
      const target = emptyFolder(folder, requirement);
      await runTool([...pip(), 'download', ...WHEELS_ONLY, '--dest', target, requirement], { report });
      return onlyFile(target);
    },
  }));
}

async function wheelAddresses(requirements, report) {
  const args = ['install', '--dry-run', '--ignore-installed', '--report', '-', ...WHEELS_ONLY, '--target', 'unused', ...requirements];
  const { install } = JSON.parse(await runTool([...pip(), ...args], { report }));
  return new Map(install.map((item) => [distributionName(item.metadata.name), item.download_info.url]));
}

/** One spelling for a Python distribution's name (PEP 503), without its version. */
const distributionName = (requirement) =>
  requirement
    .split('==')[0]
    .toLowerCase()
    .replace(/[-_.]+/g, '-');

function pip() {
  const python = pythonCommand();
  if (!python) throw new SetupFailure('Python 3 with pip is needed to fetch Python wheels, and no python3 was found.');
  return [python, '-m', 'pip'];
}

/** The same folder for the same thing, so that an interrupted fetch leaves nothing behind for good. */
function emptyFolder(parent, name) {
  const folder = join(parent, `client-${shortHash(name)}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  return folder;
}

const onlyFile = (folder) => join(folder, readdirSync(folder)[0]);
