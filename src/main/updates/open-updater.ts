import { app } from 'electron';
import { AppImageUpdater, CancellationToken, DebUpdater, MacUpdater, NsisUpdater, RpmUpdater, type AppUpdater } from 'electron-updater';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ExpectedFailure, type Failure } from '../../shared/failure';
import type { NetworkRules, UpdateSource } from '../services/policy';
import type { Updater } from '../services/updates';
import { openWayTo, proxyLogin } from './network';
import { SignedProvider, type SignedSource } from './signed-provider';

/** electron-updater on the signed feed that the policy names. It downloads on request and installs on request; never when the application quits. */
export async function openUpdater({ source, key }: UpdateSource, network: NetworkRules, homeFolder: string): Promise<Updater> {
  await openWayTo(source, network, 'updates');
  const updater = updaterForThisSystem();
  updater.logger = null;
  updater.autoDownload = false;
  updater.autoInstallOnAppQuit = false;
  // Whole files only: what is checked against the feed is what came.
  updater.disableDifferentialDownload = true;
  // Only a checkout that was told of a policy by hand gets here without being packed: the tests.
  updater.forceDevUpdateConfig = !app.isPackaged;
  updater.updateConfigPath = configurationIn(homeFolder);
  const signed: SignedSource = { provider: 'custom', updateProvider: SignedProvider, url: source, key };
  updater.setFeedURL(signed as unknown as Parameters<AppUpdater['setFeedURL']>[0]);
  // Failures are told where they are waited for; without a listener an emitted error ends the process.
  updater.on('error', () => undefined);
  let token = new CancellationToken();
  return {
    canUpdate: updater.isUpdaterActive() && (process.platform !== 'linux' || isLinuxPackage(updater)),
    async check() {
      // Without an answer a request would wait for ever.
      updater.removeAllListeners('login').on('login', proxyLogin(network));
      const result = await updater.checkForUpdates().catch((error: unknown) => tell(error));
      return result?.isUpdateAvailable === true ? result.updateInfo.version : null;
    },
    async download(onShare) {
      token = new CancellationToken();
      const listener = ({ percent }: { readonly percent: number }): void => onShare(percent / 100);
      updater.on('download-progress', listener);
      await updater
        .downloadUpdate(token)
        .catch((error: unknown) => tell(error, token.cancelled))
        .finally(() => updater.off('download-progress', listener));
    },
    cancel: () => token.cancel(),
    install() {
      // The new version is started before this process is gone, and would hand over to it.
      app.releaseSingleInstanceLock();
      updater.quitAndInstall(false, true);
    },
  };
}

/** As electron-updater chooses: on Linux by the package's own word for what it is. */
function updaterForThisSystem(): AppUpdater {
  if (process.platform === 'win32') return new NsisUpdater();
  if (process.platform === 'darwin') return new MacUpdater();
  const packageType = linuxPackageType();
  if (packageType === 'deb') return new DebUpdater();
  return packageType === 'rpm' ? new RpmUpdater() : new AppImageUpdater();
}

function linuxPackageType(): string {
  try {
    return readFileSync(join(process.resourcesPath, 'package-type'), 'utf8').trim();
  } catch {
    return '';
  }
}

/** An unpacked archive has nothing to put an update in the place of. */
function isLinuxPackage(updater: AppUpdater): boolean {
  return !(updater instanceof AppImageUpdater) || process.env.APPIMAGE !== undefined;
}

/** The library reads the name of its cache's folder from a file; the package's own names a source too, which the policy has to. */
function configurationIn(homeFolder: string): string {
  const file = join(homeFolder, 'window', 'updater.yml');
  mkdirSync(join(homeFolder, 'window'), { recursive: true });
  writeFileSync(file, 'updaterCacheDirName: pneumoscope-updater\n');
  return file;
}

function tell(error: unknown, isCancelled = false): never {
  if (error instanceof ExpectedFailure) throw error;
  throw new ExpectedFailure(failureOf(error, isCancelled));
}

function failureOf(error: unknown, isCancelled: boolean): Failure {
  if (isCancelled) return { code: 'cancelled', message: 'The download was stopped.' };
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ERR_CHECKSUM_MISMATCH')
    return {
      code: 'update-untrusted',
      message: 'The downloaded update is not the one that was announced: its checksum differs. It was thrown away.',
    };
  return {
    code: 'update-unreachable',
    message: 'The source of updates does not answer as it should. Check the network and the policy, and try again.',
  };
}
