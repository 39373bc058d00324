import { setImmediate as turn } from 'node:timers/promises';
import type { RerunProgress, RerunScope } from '../../shared/explain';
import { fail, type Failure, type FailureCode, toFailure } from '../../shared/failure';
import type { InstanceResult } from '../../shared/prediction';
import { pictureFormOf } from '../preprocess/network-input';
import { recordAudit } from '../store/audit-trail';
import type { Database } from '../store/database';
import { imagesOfStudies, resultForModel } from '../store/results';
import { listStudies } from '../store/studies';
import { type KeeperParts, scoreAndKeep } from './keep-score';
import type { ModelInFolder, Models } from './models';

export interface RerunParts extends KeeperParts {
  readonly models: Pick<Models, 'find'>;
  /** Called some times a second while a re-run goes on, and once more when it is over. */
  readonly onProgress: (progress: RerunProgress) => void;
}

/** Another model's look at images of the history, beside the model in force, which goes on scoring whatever is opened. */
export interface Reruns {
  /**
   * Begins in the background. Rejects with run-busy while one goes on, invalid-request where the model is the one in force, model-unusable,
   * and read-only where nothing could be kept.
   */
  start(modelId: string, scope: RerunScope): Promise<{ readonly finished: Promise<RerunProgress> }>;
  /** Takes no further image; what was scored stays. */
  cancel(): void;
  /** The latest one; null where there was none. */
  progress(): RerunProgress | null;
  close(): Promise<void>;
}

/** No image is to blame for these, and no other will fare better. */
const endsIt: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'engine-stopped',
  'model-unusable',
  'out-of-memory',
  'disk-full',
  'read-only',
  'database-locked',
  'database-gone',
]);

const pushMilliseconds = 250;

export function createReruns(parts: RerunParts): Reruns {
  let latest: RerunProgress | null = null;
  let stop = new AbortController();
  let running: Promise<RerunProgress> | null = null;
  let isStarting = false;

  function keep(progress: RerunProgress): void {
    latest = progress;
    parts.onProgress(progress);
  }

  async function start(modelId: string, scope: RerunScope): Promise<{ readonly finished: Promise<RerunProgress> }> {
    if (running !== null || isStarting) fail('run-busy', 'Another model is looking at images already: wait for it to end, or cancel it.');
    isStarting = true;
    try {
      const [used, active] = [await parts.models.find(modelId), await parts.models.find('active')];
      if (used.model.sha256 === active.model.sha256)
        fail('invalid-request', `${used.model.card.name} is the model in force: choose another one.`);
      pictureFormOf(used.model.card);
      recordAudit(parts.db, 'rerun', { modelId: used.model.card.id, modelSha256: used.model.sha256, ...scopeDetail(scope) });
      stop = new AbortController();
      const finished = new Rerun(parts, used, active, stop.signal, keep).run(scope).finally(() => (running = null));
      running = finished;
      return { finished };
    } finally {
      isStarting = false;
    }
  }

  return {
    start,
    cancel: () => stop.abort(),
    progress: () => latest,
    async close() {
      stop.abort();
      await running;
    },
  };
}

function scopeDetail(scope: RerunScope): Readonly<Record<string, string | number>> {
  if (scope.kind === 'image') return { scope: 'image', instance: scope.instanceId };
  return scope.kind === 'studies' ? { scope: 'chosen studies', studies: scope.studyIds.length } : { scope: 'studies of the list' };
}

/** One re-run: one image at a time, so that a case that is opened waits for one score at most. */
class Rerun {
  private readonly startedAt = performance.now();
  private pushedAt = -Infinity;
  private found = 0;
  private done = 0;
  private refused = 0;
  private failed = 0;
  private flipped = 0;

  constructor(
    private readonly parts: RerunParts,
    private readonly used: ModelInFolder,
    private readonly active: ModelInFolder,
    private readonly signal: AbortSignal,
    private readonly keep: (progress: RerunProgress) => void,
  ) {}

  async run(scope: RerunScope): Promise<RerunProgress> {
    this.keep(this.progress('searching'));
    let failure: Failure | null = null;
    try {
      const instanceIds = await imagesOf(this.parts.db, scope, this.signal);
      this.found = instanceIds.length;
      for (const instanceId of instanceIds) {
        if (this.signal.aborted) break;
        failure = await this.look(instanceId);
        if (failure !== null) break;
        this.pushNowAndThen();
      }
    } catch (error) {
      failure = toFailure(error);
    }
    const ended = this.progress(failure !== null ? 'failed' : this.signal.aborted ? 'cancelled' : 'finished', failure);
    this.keep(ended);
    return ended;
  }

  /** What this model says of an image: known from earlier, or scored now. Answers what ends the re-run. */
  private async look(instanceId: number): Promise<Failure | null> {
    const { db } = this.parts;
    const known = resultForModel(db, instanceId, this.used.model.sha256);
    const result = known.status !== 'pending' ? known : (await scoreAndKeep(this.parts, this.used, instanceId, { shown: false })).result;
    if (result.status !== 'ok' && endsIt.has(result.failure.code)) return result.failure;
    this.done += 1;
    this.count(result, resultForModel(db, instanceId, this.active.model.sha256));
    // Known results take no time: the window gets its turn all the same.
    if (known.status !== 'pending') await turn();
    return null;
  }

  private count(result: InstanceResult, before: InstanceResult): void {
    if (result.status === 'refused') this.refused += 1;
    if (result.status === 'error') this.failed += 1;
    if (result.status === 'ok' && before.status === 'ok' && result.positive !== before.positive) this.flipped += 1;
  }

  private pushNowAndThen(): void {
    if (performance.now() - this.pushedAt < pushMilliseconds) return;
    this.pushedAt = performance.now();
    this.keep(this.progress('running'));
  }

  private progress(state: RerunProgress['state'], failure: Failure | null = null): RerunProgress {
    const elapsedMilliseconds = performance.now() - this.startedAt;
    const { found, done, refused, failed, flipped } = this;
    const { id: modelId, name: modelName } = this.used.model.card;
    const remainingMilliseconds = done === 0 ? null : (elapsedMilliseconds / done) * (found - done);
    const counts = { imagesFound: found, imagesDone: done, refused, failed, flipped };
    return { state, modelId, modelName, ...counts, elapsedMilliseconds, remainingMilliseconds, failure };
  }
}

const studiesAPage = 500;

/** The images that a scope names, gathered before the first is looked at: what is imported meanwhile moves the pages of the list. */
async function imagesOf(db: Database, scope: RerunScope, signal: AbortSignal): Promise<readonly number[]> {
  if (scope.kind === 'image') return [scope.instanceId];
  if (scope.kind === 'studies') return imagesOfStudies(db, scope.studyIds);
  const instanceIds: number[] = [];
  for (let offset = 0; !signal.aborted; offset += studiesAPage) {
    const { rows } = listStudies(db, { ...scope.criteria, offset, limit: studiesAPage });
    const studyIds = rows.map(({ studyId }) => studyId);
    instanceIds.push(...imagesOfStudies(db, studyIds));
    if (rows.length < studiesAPage) break;
    await turn();
  }
  return instanceIds;
}
