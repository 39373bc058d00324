import { copyFileSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { SetupFailure } from '../setup/failure.mjs';
import { inModules, projectFolder } from '../setup/paths.mjs';
import { createReport } from '../setup/progress.mjs';
import { ask, findCommand } from '../setup/run-tool.mjs';
import { ensureSystem } from '../setup/system-packages.mjs';
import { tensorflowFolder } from '../setup/tensorflow-library.mjs';
import { runProgram } from '../support/run-program.mjs';
import { describePackage } from './licences.mjs';
import { writeNotices } from './notices.mjs';
import { writeSbom } from './sbom.mjs';
import { stageApplication } from './stage.mjs';

export const distFolder = join(projectFolder, 'dist');

/** The targets that are built where nothing else is asked for. */
const TARGETS = { linux: ['deb', 'tar.gz'], win32: ['nsis'], darwin: ['dmg'] };
const SWITCHES = { linux: '--linux', win32: '--win', darwin: '--mac' };

/** @type {Record<string, import('../setup/system-packages.mjs').Need[]>} what a target's tools are called, and where Debian has them */
const TOOLS = {
  deb: [
    { command: 'dpkg-deb', packages: ['dpkg'] },
    { command: 'md5sum', packages: ['coreutils'] },
  ],
  'tar.gz': [{ command: '7za', packages: ['p7zip-full'] }],
  rpm: [{ command: 'rpmbuild', packages: ['rpm'] }],
};

/** Two builds of one commit get the same times: those of the commit, or of the environment as reproducible-builds.org has it. */
const sourceDate = () => process.env.SOURCE_DATE_EPOCH ?? ask('git', ['log', '-1', '--format=%ct'], { cwd: projectFolder }) ?? '0';

/**
 * Packs the built application with the Electron that set-up found.
 * @param {{ targets?: string[], version?: string, output?: string, quick?: boolean, release?: boolean }} options targets: of electron-builder,
 *   `dir` for the folder alone; version: another than package.json's; output: the folder for what is made; quick: a larger deb in less time, for
 *   tests; release: refuse what must not be published
 * @throws {SetupFailure} where a tool is missing and can't be installed, or packing fails
 */
export async function pack({
  targets = TARGETS[process.platform] ?? ['dir'],
  version,
  output = distFolder,
  quick = false,
  release = false,
} = {}) {
  checkElectron(release);
  const report = createReport();
  if (process.platform === 'linux')
    await ensureSystem(
      targets.flatMap((target) => TOOLS[target] ?? []),
      { report },
    );
  const libraryFolder = await libraryOf(report);
  const packages = (await stageApplication(join(distFolder, 'application'), { version, libraryFolder })).map(describePackage);
  const notices = join(distFolder, 'notices');
  writeNotices(notices, packages, libraryFolder);
  await writeSbom(join(notices, 'sbom.cdx.json'), packages, {
    version: version ?? projectVersion(),
    electronVersion: runtimeVersion(),
    seconds: Number(sourceDate()),
  });
  writeCommandLink();
  const code = await runProgram(
    [process.execPath, createRequire(import.meta.url).resolve('electron-builder/cli.js'), ...settings(targets, output, quick)],
    {
      env: { ...process.env, SOURCE_DATE_EPOCH: sourceDate(), ...toolPaths(targets) },
      stdio: ['ignore', 'inherit', 'inherit'],
    },
  );
  if (code !== 0) throw new SetupFailure(`electron-builder ended with exit code ${code}.`);
  copyFileSync(
    join(notices, 'sbom.cdx.json'),
    join(output, `pneumoscope-${version ?? projectVersion()}-${process.platform}-${process.arch}.cdx.json`),
  );
}

const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));
const projectVersion = () => readJson(join(projectFolder, 'package.json')).version;
const runtimeFolder = () => inModules('electron', 'dist');
const runtimeVersion = () => readFileSync(join(runtimeFolder(), 'version'), 'utf8').trim().replace(/^v/, '');

/** A release is refused where it would ship what is for tests only. */
function checkElectron(release) {
  const [version, supported] = [runtimeVersion(), readJson(inModules('electron', 'package.json')).version];
  const { homepage } = readJson(join(projectFolder, 'package.json'));
  if (release && homepage.endsWith('.invalid'))
    throw new SetupFailure(
      'package.json and electron-builder.yml name no real address yet: docs/releasing.md says which ones a release needs.',
    );
  if (version === supported) return;
  const warning = `This packages Electron ${version}, which gets no security fixes any more: for tests only. A release ships ${supported}.`;
  if (release) throw new SetupFailure(warning);
  console.error(warning);
}

/** Where no wheels are pinned, the package brings its own library (docs/setup.md). */
const libraryOf = (report) =>
  process.platform === 'linux' && process.arch === 'x64'
    ? tensorflowFolder('cpu', { report })
    : inModules('@tensorflow', 'tfjs-node-gpu', 'deps');

function settings(targets, output, quick) {
  return [
    SWITCHES[process.platform],
    ...targets,
    `--${process.arch}`,
    '--publish=never',
    `-c.electronVersion=${runtimeVersion()}`,
    `-c.electronDist=${runtimeFolder()}`,
    `-c.directories.output=${output}`,
    ...(quick ? ['-c.deb.compression=gz'] : []),
  ];
}

/** rpm needs fpm itself, which electron-builder fetches. */
function toolPaths(targets) {
  const sevenZip = findCommand('7za');
  return {
    ...(targets.includes('deb') && !targets.includes('rpm') ? { CUSTOM_FPM_PATH: join(import.meta.dirname, 'fpm-deb.mjs') } : {}),
    ...(sevenZip ? { ELECTRON_BUILDER_7ZIP_PATH: sevenZip } : {}),
    // Of gzip: the highest takes three times as long for two per cent.
    ELECTRON_BUILDER_COMPRESSION_LEVEL: '5',
  };
}

/** /usr/bin/pneumoscope belongs to the package, so that removing the package removes it. */
function writeCommandLink() {
  const folder = join(distFolder, 'links');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  symlinkSync('/opt/Pneumoscope/resources/bin/pneumoscope', join(folder, 'pneumoscope'));
}
