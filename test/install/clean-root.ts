import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { cacheFolder } from '../../scripts/setup/paths.mjs';

/** Who reads images in the clean root: an ordinary person. */
export const reader = 'reader';

interface Visit {
  readonly user?: string;
  /** Without it there is no network at all, not even one's own machine. */
  readonly network?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
  /** After that all that it started is ended. */
  readonly seconds?: number;
}

/** A bare system of this machine's own Debian or Ubuntu with nothing of ours in it: not its libraries, not its files, not its processes. */
export interface CleanRoot {
  /** Where it lies, seen from outside. */
  readonly folder: string;
  /**
   * Runs a command to its end, and with it the end of whatever it left running, and gives its standard output; throws with all that it
   * printed if it fails.
   */
  run(command: readonly string[], visit?: Visit): string;
  remove(): void;
}

/** Needs root, debootstrap, and the system's package archive for the first time. */
export function makeCleanRoot(): CleanRoot {
  const base = baseSystem();
  const work = mkdtempSync(join(tmpdir(), 'pneumoscope-root-'));
  const folder = join(work, 'root');
  for (const name of ['root', 'changes', 'work']) mkdirSync(join(work, name));
  // What is written lies in a layer over the bare system, which stays bare.
  outside('mount', '-t', 'overlay', 'overlay', '-o', `lowerdir=${base},upperdir=${work}/changes,workdir=${work}/work`, folder);
  for (const name of ['etc/resolv.conf', 'etc/hosts']) cpSync(`/${name}`, join(folder, name), { dereference: true });
  outside('chroot', folder, 'useradd', '--create-home', '--shell', '/bin/sh', reader);
  return {
    folder,
    run: (command, visit) => {
      const { program, args, env } = entering(folder, command, visit);
      const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', env, maxBuffer: 2 ** 27 });
      if (status !== 0) throw new Error(`${command.join(' ')} ended with ${String(status)}:\n${stdout}\n${stderr}`);
      return stdout;
    },
    remove: () => {
      outside('umount', folder);
      rmSync(work, { recursive: true });
    },
  };
}

function entering(
  folder: string,
  command: readonly string[],
  { user = 'root', network = false, environment = {}, seconds = 300 }: Visit = {},
) {
  const namespaces = ['--mount', '--pid', '--ipc', '--fork', '--kill-child', ...(network ? [] : ['--net'])];
  const home = user === 'root' ? '/root' : `/home/${user}`;
  const basics = { HOME: home, PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LANG: 'C.UTF-8', DEBIAN_FRONTEND: 'noninteractive' };
  return {
    program: 'unshare',
    args: [...namespaces, resolve('test/install/enter-root.sh'), folder, user, 'timeout', '--kill-after=5', String(seconds), ...command],
    env: { ...basics, ...environment },
  };
}

/** Made once and kept, like everything that takes minutes to fetch. */
function baseSystem(): string {
  const codename = /^VERSION_CODENAME=(\w+)/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1];
  if (codename === undefined) throw new Error('/etc/os-release names no release to make a bare system of.');
  const folder = join(cacheFolder(), `bare-${codename}`);
  if (existsSync(folder)) return folder;
  const making = `${folder}.${String(process.pid)}`;
  outside('debootstrap', '--variant=minbase', '--include=ca-certificates', codename, making, ...archive());
  // The same sources of packages as this machine's, updates included.
  cpSync('/etc/apt', join(making, 'etc/apt'), { recursive: true, dereference: true });
  renameSync(making, folder);
  return folder;
}

/** The package archive that this machine uses, where debootstrap would not find it by itself. */
function archive(): readonly string[] {
  const sources = spawnSync('apt-get', ['indextargets', '--format', '$(REPO_URI)', 'Created-By: Packages'], { encoding: 'utf8' }).stdout;
  const first = sources.split('\n').find((line) => line !== '' && !line.includes('security'));
  return first === undefined ? [] : [first];
}

function outside(program: string, ...args: readonly string[]): void {
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${error?.message ?? `${stdout}\n${stderr}`}`);
}
