import type { InstanceResult } from '../../shared/prediction';
import { resultForModel } from '../store/results';
import { showResultsOf } from '../store/shown-result';
import { type KeeperParts, scoreAndKeep } from './keep-score';
import type { ModelInFolder } from './models';

export interface ClassifierParts extends KeeperParts {
  /** The model in force, which can become another one at any moment. */
  readonly activeModel: () => ModelInFolder;
  /** Called after each result, stored or not. */
  readonly onResult: (studyId: number, instanceId: number, result: InstanceResult) => void;
}

export interface ClassifyOptions {
  /** A stored result that was called at another threshold than the one in force is not taken: a fresh one is, beside it. */
  readonly atThresholdInForce?: boolean;
}

export interface Classifier {
  /** The stored result of the model in force, or a fresh one, stored. Never rejects for an expected failure: it is the result. */
  classify(instanceId: number, options?: ClassifyOptions): Promise<InstanceResult>;
  /** Classifies in the background, in this order, behind whatever the reader asks for. */
  classifyLater(instanceIds: readonly number[]): void;
  /** Drops what waits; resolves when what runs has ended. */
  close(): Promise<void>;
}

/** Two at once: one image is decoded while the engine is busy with the other. */
const backgroundLanes = 2;

export function createClassifier(parts: ClassifierParts): Classifier {
  const running = new Map<string, Promise<InstanceResult>>();
  const waiting: number[] = [];
  const lanes = new Set<Promise<void>>();
  let closed = false;

  function classify(instanceId: number, { atThresholdInForce }: ClassifyOptions = {}): Promise<InstanceResult> {
    const used = parts.activeModel();
    const { sha256, card } = used.model;
    const stored = resultForModel(parts.db, instanceId, sha256);
    const isOfOtherPoint = atThresholdInForce === true && stored.status === 'ok' && stored.threshold !== card.threshold;
    if (stored.status !== 'pending' && !isOfOtherPoint) {
      // It may be from before another model was in force, or from a look beside it: from now on it is what the image shows.
      const [changed] = parts.db.readonly ? [] : showResultsOf(parts.db, sha256, [instanceId]);
      if (changed !== undefined) parts.onResult(changed, instanceId, stored);
      return Promise.resolve(stored);
    }
    const key = `${instanceId} ${sha256} ${card.threshold}`;
    const already = running.get(key);
    if (already) return already;
    const fresh = classifyInstance(parts, used, instanceId).finally(() => running.delete(key));
    running.set(key, fresh);
    return fresh;
  }

  async function workThrough(): Promise<void> {
    for (let next = waiting.shift(); next !== undefined && !closed; next = waiting.shift()) {
      await classify(next).catch(() => undefined); // a bug in one image is reported when the reader opens it; the rest goes on
    }
  }

  function classifyLater(instanceIds: readonly number[]): void {
    waiting.push(...instanceIds);
    while (lanes.size < Math.min(backgroundLanes, waiting.length)) {
      const lane = workThrough().finally(() => lanes.delete(lane));
      lanes.add(lane);
    }
  }

  async function close(): Promise<void> {
    closed = true;
    waiting.length = 0;
    await Promise.allSettled([...running.values(), ...lanes]);
  }

  return { classify, classifyLater, close };
}

/** Uses one model throughout, whatever comes into force meanwhile. */
async function classifyInstance(parts: ClassifierParts, used: ModelInFolder, instanceId: number): Promise<InstanceResult> {
  const { instance, result } = await scoreAndKeep(parts, used, instanceId, { shown: true });
  parts.onResult(instance.studyId, instanceId, result);
  return result;
}
