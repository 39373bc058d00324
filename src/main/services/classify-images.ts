import { outcomeOf, toFailure, type Failure, type FailureCode } from '../../shared/failure';
import type { ActiveModel } from '../../shared/model';
import type { InstanceResult } from '../../shared/prediction';
import type { Database } from '../store/database';
import { originalPath } from '../store/image-files';
import { recordFailure, recordPrediction, resultForModel, type NewPrediction } from '../store/results';
import { showInstance } from '../store/studies';
import type { ModelInFolder } from './models';
import { scoreImage, type ImageScore, type InputReader, type Predictor } from './score-image';

export interface ClassifierParts {
  readonly db: Database;
  readonly reader: InputReader;
  readonly engine: Predictor;
  /** The model in force, which can become another one at any moment. */
  readonly activeModel: () => ModelInFolder;
  readonly storeFolder: string;
  /** Called after each result, stored or not. */
  readonly onResult: (studyId: number, instanceId: number, result: InstanceResult) => void;
}

export interface Classifier {
  /** The stored result of the model in force, or a fresh one, stored. Never rejects for an expected failure: it is the result. */
  classify(instanceId: number): Promise<InstanceResult>;
  /** Classifies in the background, in this order, behind whatever the reader asks for. */
  classifyLater(instanceIds: readonly number[]): void;
  /** Drops what waits; resolves when what runs has ended. */
  close(): Promise<void>;
}

/** Failures of the moment, not of the image: shown, but not stored, so that the next look at the case tries again. */
const passing: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'engine-stopped',
  'model-unusable',
  'time-limit',
  'cancelled',
  'disk-full',
  'read-only',
  'unexpected',
  // the stored original, which may be put back; and a lock, which passes
  'not-found',
  'unreadable',
  'database-locked',
]);

/** Two at once: one image is decoded while the engine is busy with the other. */
const backgroundLanes = 2;

export function createClassifier(parts: ClassifierParts): Classifier {
  const running = new Map<string, Promise<InstanceResult>>();
  const waiting: number[] = [];
  const lanes = new Set<Promise<void>>();
  let closed = false;

  function classify(instanceId: number): Promise<InstanceResult> {
    const used = parts.activeModel();
    const { sha256 } = used.model;
    const stored = resultForModel(parts.db, instanceId, sha256);
    if (stored.status !== 'pending') return Promise.resolve(stored);
    const key = `${instanceId} ${sha256}`;
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
  const instance = showInstance(parts.db, instanceId);
  const result = await scoreImage(parts.reader, parts.engine, used, {
    description: instance,
    path: originalPath(parts.storeFolder, instance.sha256),
    file: instance.originalName,
  })
    .then((score) => recordPrediction(parts.db, instanceId, pinned(used.model, score), score.heatmap))
    .catch((error: unknown) => keepFailure(parts.db, used.model, instanceId, toFailure(error, instance.originalName)));
  parts.onResult(instance.studyId, instanceId, result);
  return result;
}

/** A score together with all that it takes to compute it again. */
function pinned({ card, sha256 }: ActiveModel, { probability, spread, corrections, boxes, milliseconds }: ImageScore): NewPrediction {
  return {
    status: 'ok',
    probability,
    spread,
    corrections,
    threshold: card.threshold,
    positive: probability >= card.threshold,
    boxes,
    modelId: card.id,
    modelName: card.name,
    modelSha256: sha256,
    preprocessingVersion: card.preprocessingVersion,
    overlayMethod: card.overlayMethod,
    computedAtMs: Date.now(),
    milliseconds,
  };
}

function keepFailure(db: Database, model: ActiveModel, instanceId: number, failure: Failure): InstanceResult {
  const computedAtMs = Date.now();
  if (!passing.has(failure.code)) {
    recordFailure(db, instanceId, failure, { modelId: model.card.id, modelSha256: model.sha256 }, computedAtMs);
  }
  return { status: outcomeOf(failure.code), failure, computedAtMs };
}
