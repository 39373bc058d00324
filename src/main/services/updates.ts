import { fail, toFailure } from '../../shared/failure';
import type { UpdatesOff, UpdateState, UpdateStatus } from '../../shared/updates';
import type { Policy, UpdateSource } from './policy';

/** What looks for an update, fetches it and installs it. */
export interface Updater {
  /** False for a copy that no package installed. */
  readonly canUpdate: boolean;
  /** The newer version that the source offers; null where there is none. Rejects with update-unreachable, update-untrusted. */
  check(): Promise<string | null>;
  /** Fetches what the latest check found. Rejects with update-unreachable, update-untrusted, and 'cancelled' after `cancel`. */
  download(onShare: (share: number) => void): Promise<void>;
  cancel(): void;
  /** Puts the downloaded version in this one's place and starts it; this process ends. */
  install(): void;
}

interface UpdatesOptions {
  readonly policy: Policy;
  readonly openUpdater: (source: UpdateSource) => Promise<Updater>;
  readonly isTraining: () => boolean;
  /** Ends all that goes on, so that nothing is cut off. */
  readonly closeDown: () => Promise<void>;
  readonly onChange: (status: UpdateStatus) => void;
}

export interface Updates {
  status(): UpdateStatus;
  /** Looks for an update and fetches it; `onChange` tells how it goes. Throws run-busy while a run is being trained, update-forbidden. */
  check(): void;
  /** Closes everything down and starts the new version. Throws run-busy, and invalid-request where none is ready. */
  install(): Promise<void>;
  /** A training run may have begun or ended: a download gives way to it. */
  trainingChanged(): void;
  /** Checks now, if the policy wants it, and each day from then on. Answers what stops that. */
  checkRegularly(): () => void;
}

const dayMilliseconds = 24 * 60 * 60_000;

export function createUpdates({ policy, openUpdater, isTraining, closeDown, onChange }: UpdatesOptions): Updates {
  const source = sourceOf(policy);
  let update: UpdateState = typeof source === 'string' ? { state: 'off', why: source } : { state: 'idle', checkedAtMs: null };
  let updater: Updater | null = null;

  const status = (): UpdateStatus => ({ update, policyFile: policy.file, training: isTraining() });
  function enter(next: UpdateState): void {
    update = next;
    onChange(status());
  }

  function refuseWhileTraining(): void {
    if (isTraining()) fail('run-busy', 'A training run is going on. Updates wait for its end.');
  }

  async function look(from: UpdateSource): Promise<void> {
    try {
      updater ??= await openUpdater(from);
      if (!updater.canUpdate) return enter({ state: 'off', why: 'package' });
      const version = await updater.check();
      const found = { state: 'idle', checkedAtMs: Date.now() } as const;
      // A run may have begun meanwhile: it comes first.
      if (version === null || isTraining()) return enter(found);
      enter({ state: 'downloading', version, share: 0 });
      await updater.download((share) => enter({ state: 'downloading', version, share }));
      enter({ state: 'ready', version });
    } catch (error) {
      const failure = toFailure(error);
      enter(failure.code === 'cancelled' ? { state: 'idle', checkedAtMs: null } : { state: 'failed', failure });
    }
  }

  function check(): void {
    if (typeof source === 'string' || update.state === 'off') fail('update-forbidden', 'Updates are off on this computer.');
    refuseWhileTraining();
    if (update.state !== 'idle' && update.state !== 'failed') return;
    enter({ state: 'checking' });
    void look(source);
  }

  function checkUnlessHindered(): void {
    if (update.state !== 'off' && !isTraining()) check();
  }

  return {
    status,
    check,
    async install() {
      refuseWhileTraining();
      if (update.state !== 'ready' || updater === null) fail('invalid-request', 'There is no update to install.');
      await closeDown();
      updater.install();
    },
    trainingChanged() {
      if (update.state === 'downloading' && isTraining()) updater?.cancel();
      onChange(status());
    },
    checkRegularly() {
      if (typeof source === 'string' || source.checks === 'by-hand') return () => undefined;
      checkUnlessHindered();
      const timer = setInterval(checkUnlessHindered, dayMilliseconds);
      timer.unref();
      return () => clearInterval(timer);
    },
  };
}

function sourceOf({ state, updates, network }: Policy): UpdateSource | UpdatesOff {
  if (state === 'unusable') return 'policy-unusable';
  if (updates === 'off') return 'policy';
  if (network.blocked) return 'network';
  return updates ?? 'no-source';
}
