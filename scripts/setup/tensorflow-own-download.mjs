import { existsSync } from 'node:fs';
import { inModules } from './paths.mjs';
import { runTool } from './run-tool.mjs';
import { hasNvidiaDriver } from './tensorflow-library.mjs';

const inPackage = (...parts) => inModules('@tensorflow', 'tfjs-node-gpu', ...parts);

/**
 * Where no wheels are pinned (Windows, macOS, ARM), the package's own install script fetches what it was released with: libtensorflow
 * 2.9.1 and a prebuilt addon. Untested.
 */
export const tensorflowOwnDownload = {
  name: 'TensorFlow library and addon',

  isReady: () => existsSync(inPackage('lib', 'napi-v8', 'tfjs_binding.node')),

  async run({ report }) {
    const variant = hasNvidiaDriver() ? 'gpu' : 'cpu';
    await runTool([process.execPath, inPackage('scripts', 'install.js'), variant, 'download'], { cwd: inPackage(), report });
    return 'as the package brings it';
  },
};
