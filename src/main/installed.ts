import { app } from 'electron';
import type { StartOptions } from './command-line';
import type { Push, Services } from './compose';
import type { Installed } from './ipc/installed-handlers';
import { createCuda } from './services/cuda/cuda';
import { cudaSourceIn } from './services/cuda/cuda-source';
import { cudaWheels } from './services/cuda/pinned-wheels';
import { policyFileOf, readPolicy } from './services/policy';
import { createResearchUse } from './services/research-use';
import type { TroubleLog } from './services/trouble-log';
import { createUpdates } from './services/updates';
import { fetchThrough } from './updates/fetch-through';
import { openWayTo } from './updates/network';

interface InstalledOptions {
  readonly start: StartOptions;
  readonly troubles: TroubleLog;
  readonly push: Push;
  /** Ends all that goes on; asked twice it does so once. */
  readonly closeDown: () => Promise<void>;
}

/** What the window has beside the services that it shares with the command line: what is about the application as it is installed. */
export function composeInstalled(
  { db, training, paths, engine, cudaPlace }: Services,
  { start, troubles, push, closeDown }: InstalledOptions,
): Installed {
  const policy = readPolicy(start.policy ?? policyFileOf(process.platform, process.env));
  return {
    policy,
    troubles,
    cuda: createCuda({
      place: cudaPlace,
      wheels: cudaWheels,
      policy,
      source: cudaSourceIn(paths.packageFile),
      openWay: async (source) => fetchThrough(await openWayTo(source, policy.network, 'cuda'), policy.network),
      renewEngine: engine.renew,
      isTraining: training.isBusy,
      onChange: (state) => push('cuda.changed', state),
    }),
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
