import { existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { cached, cachedPath, downloadsFolder } from './cache.mjs';
import { downloadFile } from './download.mjs';
import { shortHash } from './hash.mjs';
import { linkFolder, linksTo } from './links.mjs';
import { cacheFolder, inModules } from './paths.mjs';
import { TENSORFLOW_VERSION, TENSORFLOW_WHEELS } from './pins.mjs';
import { findCommand, runTool } from './run-tool.mjs';
import { wheelSources } from './sources.mjs';
import { ensureSystem, PIP_NEEDS } from './system-packages.mjs';
import { extractZip } from './zip.mjs';

/** Raise when the layout below changes. */
const RECIPE = 2;

/** @typedef {'cpu' | 'cuda'} Variant */

/** @param {Variant} variant */
const libraryName = (variant) => {
  const hash = shortHash(
    TENSORFLOW_WHEELS[variant].map((wheel) => wheel.sha256),
    RECIPE,
  );
  return `libtensorflow-${TENSORFLOW_VERSION}-${variant}-linux-x64-${hash}`;
};

const dependencies = () => inModules('@tensorflow', 'tfjs-node-gpu', 'deps');

export const hasNvidiaDriver = () => existsSync('/proc/driver/nvidia/version') || findCommand('nvidia-smi') !== undefined;

const choiceFile = () => join(cacheFolder(), 'tensorflow-choice');

/** `--cuda` and `--cpu` hold for this user's later runs as well. */
export const rememberVariant = (variant) => writeFileSync(choiceFile(), variant);

/** @returns {Variant} the one asked for, else the one for the hardware */
export function wantedVariant() {
  const chosen = existsSync(choiceFile()) ? readFileSync(choiceFile(), 'utf8').trim() : '';
  if (chosen in TENSORFLOW_WHEELS) return chosen;
  return hasNvidiaDriver() ? 'cuda' : 'cpu';
}

/** @returns {Variant | undefined} the library that the addon of this checkout would load */
export const linkedVariant = () =>
  Object.keys(TENSORFLOW_WHEELS).find((variant) => linksTo(dependencies(), cachedPath(libraryName(variant))));

/**
 * The folder that holds a variant's library, with its notices; fetched where this user has not got it yet.
 * @param {Variant} variant
 */
export const tensorflowFolder = (variant, context) =>
  cached(libraryName(variant), (work) => layOut(variant, work, context), context.report);

export const tensorflowLibrary = {
  name: 'TensorFlow library',

  systemNeeds: () => (existsSync(cachedPath(libraryName(wantedVariant()))) ? [] : PIP_NEEDS),

  isReady: () => linkedVariant() === wantedVariant(),

  async run(context) {
    const variant = wantedVariant();
    linkFolder(await tensorflowFolder(variant, context), dependencies());
    return `${TENSORFLOW_VERSION} for ${variant === 'cuda' ? 'NVIDIA GPUs (CUDA)' : 'the CPU'}`;
  },
};

async function layOut(variant, work, context) {
  const { report } = context;
  await ensureSystem(PIP_NEEDS, context);
  const wheels = TENSORFLOW_WHEELS[variant];
  const sources = wheelSources(
    wheels.map((wheel) => wheel.requirement),
    report,
  );
  const archives = [];
  for (const [index, { requirement, bytes, sha256 }] of wheels.entries()) {
    const label = requirement.replace('==', ' ');
    const download = { label, bytes, algorithm: 'sha256', encoding: 'hex', digest: sha256, ...sources[index] };
    archives.push(await downloadFile(download, downloadsFolder(), report));
    await unpack(archives.at(-1), work, label, report);
  }
  await finish(work, report);
  // Kept until here, so that an interrupted set-up has nothing to fetch twice.
  for (const archive of archives) rmSync(archive);
}

async function unpack(archive, work, label, report) {
  const started = performance.now();
  await extractZip(archive, work, wantedFile, (doneBytes, totalBytes) =>
    report.transfer({ label: `unpacking ${label}`, doneBytes, totalBytes, elapsedMilliseconds: performance.now() - started }),
  );
}

/**
 * Where a wheel's entry goes; undefined leaves it out. NVIDIA's libraries keep their wheels' layout beside `lib`: libtensorflow's
 * RUNPATH looks for them in ../nvidia, seen from its own folder, so that no environment variable is needed. The notices are for packages.
 */
export function wantedFile(name) {
  if (/^tensorflow\/libtensorflow_(cc|framework)\.so\.2$/.test(name)) return join('lib', basename(name));
  if (name === 'tensorflow/THIRD_PARTY_NOTICES.txt') return basename(name);
  if (name === 'tensorflow/include/LICENSE') return 'LICENSE';
  const header = /^tensorflow\/include\/(tensorflow\/c\/.*|(?:tensorflow\/core|tsl)\/platform\/ctstring.*|xla\/tsl\/c\/.*)$/.exec(name);
  if (header) return join('include', header[1]);
  return /^nvidia\/(\w+\/lib\/.*\.so.*|cuda_nvcc\/(bin|nvvm)\/.*)$/.test(name) ? name : undefined;
}

async function finish(work, report) {
  const libraries = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'];
  // Symbols for debuggers make up a quarter of the library.
  if (findCommand('strip')) await runTool(['strip', '--strip-all', ...libraries.map((name) => join(work, 'lib', name))], { report });
  symlinkSync('libtensorflow_cc.so.2', join(work, 'lib', 'libtensorflow.so'));
  symlinkSync('libtensorflow_framework.so.2', join(work, 'lib', 'libtensorflow_framework.so'));
}
