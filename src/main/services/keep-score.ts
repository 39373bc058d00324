import { outcomeOf, toFailure, type Failure, type FailureCode } from '../../shared/failure';
import type { ActiveModel, EngineState } from '../../shared/model';
import type { InstanceResult } from '../../shared/prediction';
import type { InstanceRecord } from '../../shared/study';
import type { Database } from '../store/database';
import { originalPath } from '../store/image-files';
import { recordFailure, recordPrediction, type NewPrediction, type Provenance } from '../store/results';
import { showInstance } from '../store/studies';
import type { ModelInFolder } from './models';
import { scoreImage, type ImageScore, type InputReader, type Predictor } from './score-image';

/** What it takes to score an image of the history and keep the outcome. */
export interface KeeperParts {
  readonly db: Database;
  readonly reader: InputReader;
  readonly engine: Predictor & { state(): EngineState };
  readonly storeFolder: string;
}

/** An image, and what came of it. */
export interface KeptResult {
  readonly instance: InstanceRecord;
  readonly result: Exclude<InstanceResult, { readonly status: 'pending' }>;
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
  // the stored original and the history, which may be put back; and a lock, which passes
  'not-found',
  'unreadable',
  'database-locked',
  'database-gone',
]);

/**
 * Scores a stored image with this model and keeps the outcome, pinned to the model. Never rejects for an expected failure of the image: it is the
 * result. Throws 'not-in-history'.
 */
export async function scoreAndKeep(
  { db, reader, engine, storeFolder }: KeeperParts,
  used: ModelInFolder,
  instanceId: number,
  { shown }: Pick<Provenance, 'shown'>,
): Promise<KeptResult> {
  const instance = showInstance(db, instanceId);
  const source = { description: instance, path: originalPath(storeFolder, instance.sha256), file: instance.originalName };
  const result = await scoreImage(reader, engine, used, source)
    .then((score) => recordPrediction(db, instanceId, pinned(used.model, score), score.heatmap, { device: deviceOf(engine), shown }))
    .catch((error: unknown) => {
      const failure = toFailure(error, instance.originalName);
      return keepFailure(db, used.model, instanceId, failure, { device: deviceOf(engine), shown });
    });
  return { instance, result };
}

function deviceOf(engine: KeeperParts['engine']): string {
  const state = engine.state();
  return state.state === 'ready' ? state.device.name : '';
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

function keepFailure(db: Database, model: ActiveModel, instanceId: number, failure: Failure, provenance: Provenance): KeptResult['result'] {
  const computedAtMs = Date.now();
  if (!passing.has(failure.code)) {
    const run = { modelId: model.card.id, modelSha256: model.sha256 };
    recordFailure(db, instanceId, failure, run, computedAtMs, provenance);
  }
  return { status: outcomeOf(failure.code), failure, computedAtMs };
}
