import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { electronProgram } from '../setup/electron-runtime.mjs';
import { SetupFailure } from '../setup/failure.mjs';
import { ask, findCommand } from '../setup/run-tool.mjs';

// Chromium's sandbox is made of user namespaces. Ubuntu since 23.10 and Debian before 11 deny them to ordinary users by these settings,
// containers and the like without any.
const RESTRICTIONS = [
  ['/proc/sys/kernel/apparmor_restrict_unprivileged_userns', '1'],
  ['/proc/sys/kernel/unprivileged_userns_clone', '0'],
];

const isSetSo = ([file, value]) => existsSync(file) && readFileSync(file, 'utf8').trim() === value;
const canTry = () => findCommand('unshare') !== undefined;
const isRestricted = () => RESTRICTIONS.some(isSetSo) || (canTry() && ask('unshare', ['--user', '--map-root-user', 'true']) === undefined);

/**
 * Chromium's switches about its sandbox for this user and machine. As root, which containers are, Chromium has none.
 * @throws {SetupFailure} where the system forbids the sandbox to ordinary users and Chromium's own helper has not got its rights yet
 */
export function sandboxSwitches() {
  if (process.platform !== 'linux') return [];
  if (process.getuid() === 0) return ['--no-sandbox'];
  const helper = join(dirname(realpathSync(electronProgram())), 'chrome-sandbox');
  const { uid, mode } = statSync(helper, { throwIfNoEntry: false }) ?? {};
  if (!isRestricted() || (uid === 0 && mode & 0o4000)) return [];
  throw new SetupFailure(
    "This system lets only root make Chromium's sandbox. Give its helper that right, once, then run the same command again:\n\n" +
      `    sudo chown root:root ${helper} && sudo chmod 4755 ${helper}`,
  );
}
