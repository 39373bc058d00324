import { cpSync, existsSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { cached, cachedPath } from './cache.mjs';
import { shortHash } from './hash.mjs';
import { installCopy, isCopy } from './links.mjs';
import { compile } from './node-gyp.mjs';
import { inModules } from './paths.mjs';
import { TENSORFLOW_VERSION } from './pins.mjs';
import { COMPILER_NEEDS, ensureSystem } from './system-packages.mjs';

/** Raise when the way of building changes. */
const RECIPE = 1;
const NODE_API = 8;
const MODULE = 'tfjs_binding.node';

const inPackage = (...parts) => inModules('@tensorflow', 'tfjs-node-gpu', ...parts);
const installedAddon = () => inPackage('lib', `napi-v${NODE_API}`, MODULE);

/** One binary serves the CPU's and NVIDIA's library: both have the same C interface and file names. */
function addonName() {
  const { version } = JSON.parse(readFileSync(inPackage('package.json'), 'utf8'));
  return `tfjs-binding-${version}-napi${NODE_API}-${process.platform}-${process.arch}-${shortHash(version, TENSORFLOW_VERSION, RECIPE)}`;
}

const cachedAddon = () => join(cachedPath(addonName()), MODULE);

export const tensorflowAddon = {
  name: 'TensorFlow addon',

  systemNeeds: () => (existsSync(inPackage('package.json')) && existsSync(cachedAddon()) ? [] : COMPILER_NEEDS),

  isReady: () => existsSync(inPackage('package.json')) && isCopy(installedAddon(), cachedAddon()),

  async run(context) {
    await cached(addonName(), (work) => build(work, context), context.report);
    // A copy, not a link: Node resolves links, and the addon finds its library relative to its own place.
    installCopy(cachedAddon(), installedAddon());
  },
};

async function build(work, context) {
  await ensureSystem(COMPILER_NEEDS, context);
  const source = join(work, 'source');
  const output = join(work, 'output');
  mkdirSync(output);
  cpSync(inPackage('binding'), join(source, 'binding'), { recursive: true });
  cpSync(inPackage('binding.gyp'), join(source, 'binding.gyp'));
  symlinkSync(realpathSync(inPackage('deps')), join(source, 'deps'), 'junction');
  const names = [`--module=${join(output, MODULE)}`, '--module_name=tfjs_binding', `--module_path=${output}`];
  await compile(source, [...names, `--napi_build_version=${NODE_API}`], context);
  renameSync(join(output, MODULE), join(work, MODULE));
  rmSync(output, { recursive: true });
  rmSync(source, { recursive: true });
}
