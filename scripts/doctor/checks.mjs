import { existsSync, readFileSync, realpathSync, statfsSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { electronProgram, electronRuntime } from '../setup/electron-runtime.mjs';
import { isAtLeast } from '../setup/node-version.mjs';
import { npmPackages } from '../setup/npm-packages.mjs';
import { cacheFolder, inModules, projectFolder } from '../setup/paths.mjs';
import { OLDEST_NODE } from '../setup/pins.mjs';
import { pretrainedWeights } from '../setup/pretrained-weights.mjs';
import { formatBytes } from '../setup/progress.mjs';
import { ask, findCommand, npmCommand } from '../setup/run-tool.mjs';
import { howToInstall, names, runtimeNeeds, unmet } from '../setup/system-packages.mjs';
import { hasNvidiaDriver, linkedVariant, wantedVariant } from '../setup/tensorflow-library.mjs';
import { hasDisplay } from '../support/display.mjs';

/**
 * @typedef {{ name: string, status: 'ok' | 'note' | 'missing', value: string, fix?: string }} Check
 * `note`: works, but the person should know; `fix`: the command that mends it.
 */

const SET_UP = 'npm run setup';
/** What a first set-up takes, downloads and unpacking included, for the CPU. */
const SET_UP_BYTES = 3e9;

const ok = (name, value) => ({ name, status: 'ok', value });
const note = (name, value, fix) => ({ name, status: 'note', value, fix });
const missing = (name, value, fix) => ({ name, status: 'missing', value, fix });

/** @returns {Check} */
function node() {
  const value = `${process.versions.node} at ${process.execPath}`;
  return isAtLeast(process.versions.node, OLDEST_NODE) ? ok('Node', value) : missing('Node', `${value}; needed: ${OLDEST_NODE} or newer`);
}

function npm() {
  const [program, ...args] = npmCommand();
  const version = ask(program, [...args, '--version']);
  return version ? ok('npm', version) : missing('npm', 'not found');
}

function machine() {
  const name = existsSync('/etc/os-release')
    ? /^PRETTY_NAME="?(.*?)"?$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1]
    : process.platform;
  const processors = cpus();
  return ok(
    'machine',
    `${name}, ${release()}, ${process.arch}, ${processors.length} x ${processors[0]?.model ?? 'processor'}, ${formatBytes(totalmem())} memory`,
  );
}

function systemPackages() {
  const lacking = unmet(runtimeNeeds());
  if (lacking.length === 0) return ok('system packages', 'complete');
  return missing('system packages', `missing: ${names(lacking)}`, howToInstall(lacking));
}

const packages = () =>
  npmPackages.isReady()
    ? ok('npm packages', 'as in package-lock.json')
    : missing('npm packages', 'absent or not those of package-lock.json', SET_UP);

function electron() {
  const runtime = electronRuntime();
  if (!runtime) return missing('Electron', 'not set up', SET_UP);
  const value = `${runtime.version} (Node ${runtime.node}, Node-API ${runtime.nodeApi}) at ${electronProgram()}`;
  if (runtime.source === 'release') return ok('Electron', value);
  return note(
    'Electron',
    `${value}; out of support, for development and tests only: its own release could not be reached`,
    `${SET_UP} -- --retry-electron`,
  );
}

function library() {
  const folder = inModules('@tensorflow', 'tfjs-node-gpu', 'deps', 'lib');
  if (!existsSync(folder)) return missing('TensorFlow library', 'not set up', SET_UP);
  const value = `${linkedVariant() ?? 'other'} build at ${realpathSync(folder)}`;
  return linkedVariant() === wantedVariant()
    ? ok('TensorFlow library', value)
    : note('TensorFlow library', `${value}; wanted: ${wantedVariant()}`, SET_UP);
}

const weights = () =>
  pretrainedWeights.isReady()
    ? ok('pretrained weights', 'undamaged')
    : missing('pretrained weights', 'absent or damaged: the transfer preset can’t start', SET_UP);

/** Loads TensorFlow and SQLite on Electron's Node; undefined where there is nothing to load them with. */
function probe() {
  if (!electronRuntime()) return undefined;
  const answer = ask(electronProgram(), [join(import.meta.dirname, 'probe.mjs'), join(projectFolder, 'package.json')], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', TF_CPP_MIN_LOG_LEVEL: '2' },
    timeout: 60_000,
  });
  return answer ? JSON.parse(answer.split('\n').at(-1)) : { tensorflow: { error: 'it crashed' }, sqlite: { error: 'it crashed' } };
}

function loaded(name, seen) {
  if (!seen) return missing(name, 'not set up', SET_UP);
  return seen.error ? missing(name, `can't be loaded: ${seen.error}`, SET_UP) : ok(name, seen.version);
}

function device(tensorflow) {
  const cards = findCommand('nvidia-smi') && ask('nvidia-smi', ['--query-gpu=name,memory.total,driver_version', '--format=csv,noheader']);
  const gpu = cards ? cards.split('\n').join('; ') : undefined;
  if (tensorflow?.usesGpu) return ok('device', gpu ?? 'NVIDIA GPU');
  const cpu = `CPU, ${cpus().length} cores`;
  if (!hasNvidiaDriver()) return ok('device', `${cpu} (no NVIDIA driver found)`);
  return note('device', `${cpu}, though there is ${gpu ?? 'an NVIDIA driver'}`, `${SET_UP} -- --cuda`);
}

const display = () =>
  hasDisplay()
    ? ok('display', process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY ?? 'yes')
    : note('display', 'none: the window opens in a virtual one');

function disk() {
  const folder = existsSync(cacheFolder()) ? cacheFolder() : projectFolder;
  const { bavail, bsize } = statfsSync(folder);
  const value = `${formatBytes(bavail * bsize)} free at ${folder}`;
  return bavail * bsize >= SET_UP_BYTES || electronRuntime()
    ? ok('disk', value)
    : missing('disk', `${value}; set-up needs ${formatBytes(SET_UP_BYTES)}`);
}

/** @returns {Check[]} everything that the application stands on, in the order in which it is built up; installs nothing */
export function runChecks() {
  const seen = probe();
  return [
    node(),
    npm(),
    machine(),
    systemPackages(),
    packages(),
    electron(),
    library(),
    loaded('TensorFlow', seen?.tensorflow),
    device(seen?.tensorflow),
    loaded('SQLite', seen?.sqlite),
    weights(),
    display(),
    disk(),
    ok('cache', cacheFolder()),
  ];
}
