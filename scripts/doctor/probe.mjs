// Run on Electron's own Node by doctor: loads the two native modules for real and prints what they say about themselves.
import { createRequire } from 'node:module';
import util from 'node:util';

const requireFromProject = createRequire(process.argv[2]);

const attempt = (look) => {
  try {
    return look();
  } catch (error) {
    return { error: error.message.split('\n')[0] };
  }
};

const tensorflow = attempt(() => {
  // Node 23 and later lack it, and tfjs-node calls it.
  util.isNullOrUndefined ??= (value) => value === null || value === undefined;
  const backend = requireFromProject('@tensorflow/tfjs-node-gpu').backend();
  return { version: backend.binding.TF_Version, usesGpu: backend.isUsingGpuDevice };
});

const sqlite = attempt(() => {
  const Database = requireFromProject('better-sqlite3');
  return { version: new Database(':memory:').prepare('SELECT sqlite_version()').pluck().get() };
});

process.stdout.write(`\n${JSON.stringify({ tensorflow, sqlite })}\n`);
