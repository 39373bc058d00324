import asar from '@electron/asar';
import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { SetupFailure } from '../setup/failure.mjs';
import { projectFolder } from '../setup/paths.mjs';
import { formatBytes } from '../setup/progress.mjs';

/** What was agreed that a package may take, in bytes. */
export const AGREED_BYTES = { installed: 900e6, deb: 260e6 };

const distFolder = join(projectFolder, 'dist');
const MAC = process.arch === 'arm64' ? 'mac-arm64' : 'mac';
const UNPACKED = { linux: 'linux-unpacked', win32: 'win-unpacked', darwin: `${MAC}/Pneumoscope.app/Contents` };

/** Where electron-builder puts the application as it is installed, inside its output folder. */
export const unpackedName = UNPACKED[process.platform] ?? UNPACKED.linux;
export const unpackedFolder = join(distFolder, unpackedName);
const resources = process.platform === 'darwin' ? 'Resources' : 'resources';
const ARCHIVE = `${resources}/app.asar`;

/** By the first that fits. */
const PARTS = [
  ['TensorFlow', /app\.asar.*\/@tensorflow\//],
  ['Models and weights', /^resources\/(models|pretrained|input-check)\//i],
  ['Application', /app\.asar|^resources\//i],
  ['Electron', /./],
];

/**
 * Every file of the packed application; those inside its archive under the archive's name.
 * @returns {{ path: string, bytes: number }[]} with forward slashes, by path
 * @throws {SetupFailure} where nothing has been packed
 */
export function packedFiles(folder = unpackedFolder) {
  if (!existsSync(join(folder, ARCHIVE))) throw new SetupFailure(`Nothing is packed in ${folder} yet: run npm run package.`);
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => !entry.isDirectory());
  const outside = entries.map((entry) => join(entry.parentPath, entry.name)).map((file) => [file, lstatSync(file).size]);
  const inArchive = inHeader(asar.getRawHeader(join(folder, ARCHIVE)).header, ARCHIVE);
  return [...outside.map(([file, bytes]) => ({ path: relative(folder, file).replaceAll('\\', '/'), bytes })), ...inArchive]
    .filter(({ path }) => path !== ARCHIVE)
    .sort((one, other) => (one.path < other.path ? -1 : 1));
}

/** The files that lie in the archive itself; those it names as unpacked lie beside it. */
function inHeader({ files }, path) {
  return Object.entries(files).flatMap(([name, entry]) => {
    if (entry.files) return inHeader(entry, `${path}/${name}`);
    return entry.unpacked || entry.size === undefined ? [] : [{ path: `${path}/${name}`, bytes: entry.size }];
  });
}

/** The content of a file that packedFiles() lists. */
export const readPacked = (folder, path) =>
  path.startsWith(`${ARCHIVE}/`)
    ? asar.extractFile(join(folder, ARCHIVE), path.slice(ARCHIVE.length + 1))
    : readFileSync(join(folder, path));

/** @returns {{ name: string, bytes: number }[]} what there is to install from, and its sizes */
export function packageFiles() {
  const names = readdirSync(distFolder).filter((name) => /\.(deb|rpm|AppImage|tar\.gz|exe|dmg)$/.test(name));
  return names.sort().map((name) => ({ name, bytes: lstatSync(join(distFolder, name)).size }));
}

export const total = (files) => files.reduce((sum, { bytes }) => sum + bytes, 0);

/** @param {{ everyFile: boolean }} options every file with its size, or the parts alone */
export function listing({ everyFile }) {
  const files = packedFiles();
  const partOf = ({ path }) => PARTS.find(([, pattern]) => pattern.test(path))[0];
  const rows = [
    ['Installed', total(files), AGREED_BYTES.installed],
    ...PARTS.map(([part]) => [`  ${part}`, total(files.filter((file) => partOf(file) === part))]),
    ...packageFiles().map(({ name, bytes }) => [name, bytes, name.endsWith('.deb') ? AGREED_BYTES.deb : undefined]),
  ];
  return [
    ...(everyFile ? files.map(({ path, bytes }) => row(path, bytes, undefined, 100)) : []),
    ...rows.map(([...cells]) => row(...cells)),
  ].join('');
}

function row(name, bytes, agreed, width = 36) {
  const limit = agreed === undefined ? '' : `  of ${formatBytes(agreed)} agreed`;
  return `${name.padEnd(width)} ${formatBytes(bytes).padStart(8)}${limit}\n`;
}
