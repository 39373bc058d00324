import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { SetupFailure } from './failure.mjs';
import { inModules } from './paths.mjs';
import { ask, npmCommand, runTool } from './run-tool.mjs';

const hasHeaders = (folder) => existsSync(join(folder, 'include', 'node', 'node_api.h'));

/**
 * The folder whose include/node holds Node's headers: beside the running node (installers and nvm put them there), else where npm's
 * `nodedir` setting says; undefined leaves it to node-gyp, which downloads them.
 */
export function headersFolder(nodeProgram = process.execPath) {
  const beside = resolve(dirname(nodeProgram), '..');
  if (hasHeaders(beside)) return beside;
  const [npm, ...args] = npmCommand();
  const setting = process.env.npm_config_nodedir ?? ask(npm, [...args, 'config', 'get', 'nodedir']);
  return setting && hasHeaders(setting) ? setting : undefined;
}

/**
 * Compiles a native module in `folder` with the node-gyp of the lockfile.
 * @param {string} folder has a binding.gyp
 * @param {string[]} args beside `rebuild --release`
 * @param {{ report: { tick(): void }, lock: import('./lock.mjs').Lock }} context
 */
export async function compile(folder, args, { report, lock }) {
  const headers = headersFolder();
  const script = inModules('node-gyp', 'bin', 'node-gyp.js');
  const nodedir = headers ? [`--nodedir=${headers}`] : [];
  try {
    await runTool([process.execPath, script, 'rebuild', '--release', ...nodedir, ...args], {
      cwd: folder,
      env: { JOBS: 'max' },
      report,
      lock,
    });
  } catch (error) {
    if (headers || !(error instanceof SetupFailure)) throw error;
    throw new SetupFailure(
      `${error.message}\nNode's headers (include/node) were not found beside ${process.execPath}; where node-gyp can't download them, ` +
        'install a Node that brings them, or point npm at them: npm config set nodedir FOLDER.',
    );
  }
}
