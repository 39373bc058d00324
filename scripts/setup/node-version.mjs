import { SetupFailure } from './failure.mjs';
import { OLDEST_NODE } from './pins.mjs';

const numbers = (version) => version.replace(/^v/, '').split('-')[0].split('.').map(Number);

/** True if `version` is at least `oldest`; both as 20.19.0. */
export function isAtLeast(version, oldest) {
  const [have, need] = [numbers(version), numbers(oldest)];
  const differing = need.findIndex((part, index) => (have[index] ?? 0) !== part);
  return differing < 0 || (have[differing] ?? 0) > need[differing];
}

/** @throws {SetupFailure} if this Node is too old for the build tools */
export function checkNodeVersion(version = process.versions.node) {
  if (isAtLeast(version, OLDEST_NODE)) return;
  throw new SetupFailure(
    `Pneumoscope's build tools need Node ${OLDEST_NODE} or newer; this is Node ${version} (${process.execPath}). ` +
      'Install a newer one, for example from nodejs.org or with nvm, and run the same command again.',
  );
}
