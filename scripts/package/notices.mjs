import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SetupFailure } from '../setup/failure.mjs';
import { projectFolder } from '../setup/paths.mjs';
import { unclearLicences } from './licences.mjs';

const RULE = '-'.repeat(100);
/** By the names they have in the wheel, and in the archive that tfjs-node-gpu downloads where no wheel is pinned. */
const TENSORFLOW_NOTICES = {
  LICENSE: 'TensorFlow-LICENSE.txt',
  'THIRD_PARTY_NOTICES.txt': 'TensorFlow-THIRD-PARTY-NOTICES.txt',
  THIRD_PARTY_TF_C_LICENSES: 'TensorFlow-THIRD-PARTY-NOTICES.txt',
};

/**
 * Writes what the licences of all that is packed ask to be passed on: this project's own LICENSE and NOTICE, the npm packages' terms, and
 * TensorFlow's. Electron brings its own and Chromium's in the application's folder.
 * @param {string} folder replaced
 * @param {ReturnType<typeof import('./licences.mjs').describePackage>[]} packages
 * @param {string} libraryFolder TensorFlow's, as set-up lays it out
 * @throws {SetupFailure} where a package's terms are none that are known to allow it
 */
export function writeNotices(folder, packages, libraryFolder) {
  const unclear = unclearLicences(packages);
  if (unclear.length > 0)
    throw new SetupFailure(`The terms of these packages have to be looked at before they can ship:\n${unclear.join('\n')}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const name of ['LICENSE', 'NOTICE']) copyFileSync(join(projectFolder, name), join(folder, `${name}.txt`));
  for (const [from, to] of Object.entries(TENSORFLOW_NOTICES))
    if (existsSync(join(libraryFolder, from))) copyFileSync(join(libraryFolder, from), join(folder, to));
  writeFileSync(join(folder, 'THIRD-PARTY-NOTICES.txt'), noticeText(packages));
  writeFileSync(join(folder, 'copyright'), debianCopyright());
}

/** @param {ReturnType<typeof import('./licences.mjs').describePackage>[]} packages */
export function noticeText(packages) {
  const heading =
    'Pneumoscope contains code of these packages, each under its own terms. Electron and Chromium, TensorFlow: see the files beside.';
  const parts = packages.map(({ name, version, licence, holder, homepage, texts }) => {
    const about = [`${name} ${version}`, `Licence: ${licence}`, holder && `By ${holder}`, homepage].filter(Boolean).join('\n');
    return [RULE, about, ...texts].join('\n\n');
  });
  return `${[heading, ...parts].join('\n\n')}\n`;
}

/** Debian's machine-readable form (DEP-5), which names the whole texts by where they are installed. */
function debianCopyright() {
  const { author, license } = JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8'));
  return [
    'Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/',
    'Upstream-Name: Pneumoscope',
    '',
    'Files: *',
    `Copyright: ${author}`,
    `License: ${license}`,
    ' The whole text is in /usr/share/common-licenses/Apache-2.0. What the application contains of others is listed with its terms in',
    ' /opt/Pneumoscope/resources/notices, /opt/Pneumoscope/LICENSE.electron.txt and /opt/Pneumoscope/LICENSES.chromium.html.',
    '',
  ].join('\n');
}
