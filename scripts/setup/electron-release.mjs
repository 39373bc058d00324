import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { downloadsFolder } from './cache.mjs';
import { downloadFile } from './download.mjs';
import { SetupFailure } from './failure.mjs';
import { shortHash } from './hash.mjs';
import { inModules } from './paths.mjs';
import { extractZip } from './zip.mjs';

const readJson = (name) => JSON.parse(readFileSync(inModules('electron', name), 'utf8'));

const archiveName = (version) => `electron-v${version}-${process.platform}-${process.arch}.zip`;

/** The hash that the electron package of the lockfile carries for this platform. */
function release() {
  const { version } = readJson('package.json');
  return { version, sha256: readJson('checksums.json')[archiveName(version)] };
}

/** The cache folder of Electron's own release. */
export function releaseName() {
  const { version, sha256 } = release();
  return `electron-${version}-${process.platform}-${process.arch}-${shortHash(sha256)}`;
}

/**
 * Downloads Electron's own release, from where the electron package would (its mirror settings count), and unpacks it into `dist`.
 * @throws {SetupFailure} if it can't be reached
 */
export async function layOutRelease(dist, report) {
  const { version, sha256 } = release();
  if (!sha256) throw new SetupFailure(`Electron ${version} is not released for ${process.platform} ${process.arch}.`);
  const download = {
    label: `Electron ${version}`,
    algorithm: 'sha256',
    encoding: 'hex',
    digest: sha256,
    address: () => releaseAddress(version),
  };
  const archive = await downloadFile(download, downloadsFolder(), report);
  mkdirSync(dist);
  await extractZip(archive, dist, (name) => name);
  rmSync(archive);
}

/** Asks the electron package's own downloader for the address, with whatever mirror is configured, and lets it fetch nothing. */
async function releaseAddress(version) {
  const resolver = createRequire(join(inModules('electron'), 'install.js'));
  const { downloadArtifact } = await import(pathToFileURL(resolver.resolve('@electron/get')).href);
  let address;
  const onlyAsked = new Error('only the address was wanted');
  const downloader = {
    download(url) {
      address = url;
      return Promise.reject(onlyAsked);
    },
  };
  const { platform, arch } = process;
  await downloadArtifact({ version, artifactName: 'electron', platform, arch, force: true, downloader }).catch((error) => {
    if (error !== onlyAsked) throw error;
  });
  return address;
}
