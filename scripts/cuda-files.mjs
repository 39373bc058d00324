import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { downloadsFolder } from './setup/cache.mjs';
import { downloadFile } from './setup/download.mjs';
import { runScript, SetupFailure } from './setup/failure.mjs';
import { hashFile } from './setup/hash.mjs';
import { TENSORFLOW_WHEELS } from './setup/pins.mjs';
import { createReport, formatBytes } from './setup/progress.mjs';
import { wheelSources } from './setup/sources.mjs';
import { ensureSystem, PIP_NEEDS } from './setup/system-packages.mjs';

// npm run cuda-files -- DIR: the files of the CUDA library, as the application fetches them from a server or takes them from a folder.
await runScript(async () => {
  const [folder, ...others] = process.argv.slice(2);
  if (folder === undefined || others.length > 0) throw new SetupFailure('usage: npm run cuda-files -- DIR');
  const report = createReport();
  await ensureSystem(PIP_NEEDS, { report });
  mkdirSync(folder, { recursive: true });
  const wheels = TENSORFLOW_WHEELS.cuda;
  const sources = wheelSources(
    wheels.map(({ requirement }) => requirement),
    report,
  );
  for (const [index, { requirement, file, bytes, sha256 }] of wheels.entries()) {
    const target = join(folder, file);
    if (existsSync(target) && statSync(target).size === bytes && (await hashFile(target, 'sha256', 'hex')) === sha256) continue;
    const download = {
      label: requirement.replace('==', ' '),
      bytes,
      algorithm: 'sha256',
      encoding: 'hex',
      digest: sha256,
      ...sources[index],
    };
    const archive = await downloadFile(download, downloadsFolder(), report);
    copyFileSync(archive, `${target}.part`);
    renameSync(`${target}.part`, target);
    rmSync(archive);
  }
  const total = wheels.reduce((sum, { bytes }) => sum + bytes, 0);
  report.note(`${wheels.length} files, ${formatBytes(total)}, are in ${resolve(folder)}`);
});
