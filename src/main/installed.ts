import { app } from 'electron';
import type { StartOptions } from './command-line';
import type { Push, Services } from './compose';
import type { Installed } from './ipc/installed-handlers';
import { policyFileOf, readPolicy } from './services/policy';
import { createResearchUse } from './services/research-use';
import type { TroubleLog } from './services/trouble-log';
import { createUpdates } from './services/updates';

interface InstalledOptions {
  readonly start: StartOptions;
  readonly troubles: TroubleLog;
  readonly push: Push;
  /** Ends all that goes on; asked twice it does so once. */
  readonly closeDown: () => Promise<void>;
}

/** What the window has beside the services that it shares with the command line: what is about the application as it is installed. */
export function composeInstalled({ db, training, paths }: Services, { start, troubles, push, closeDown }: InstalledOptions): Installed {
  const policy = readPolicy(start.policy ?? policyFileOf(process.platform, process.env));
  return {
    policy,
    troubles,
    researchUse: createResearchUse({ db, version: app.getVersion(), unattended: start.demonstrate !== undefined }),
    updates: createUpdates({
      policy,
      // Loaded when it is wanted: most hospitals never do.
      openUpdater: async (source) => (await import('./updates/open-updater')).openUpdater(source, policy.network, paths.home),
      isTraining: training.isBusy,
      closeDown,
      onChange: (status) => push('updates.changed', status),
    }),
  };
}
