import { ExpectedFailure, outcomeOf, toFailure } from '../../shared/failure';
import type { ModelCard, OperatingPointName } from '../../shared/model-card';
import { pointAt } from '../../shared/operating-point';
import type { ImageDescription } from '../../shared/study';
import type { Correction, InstanceResult, Prediction, ScoredBox } from '../../shared/prediction';
import { findImageFiles } from '../dicom/find-image-files';
import type { ImageWorkers } from '../image-workers/image-workers';
import type { Database } from '../store/database';
import { recordImages } from '../store/studies';
import type { Classifier } from './classify-images';
import type { ModelInFolder } from './models';
import { scoreImage, type Predictor } from './score-image';

/** One line of the command line's `classify`. Coordinates are in pixels of the original image. */
export type ClassifiedFile =
  | {
      readonly file: string;
      readonly status: 'ok';
      readonly probability: number;
      /** Lowest and highest probability of the model's passes; absent where it makes one only. */
      readonly probabilityLow?: number;
      readonly probabilityHigh?: number;
      /** Absent where the picture was scored as it is. */
      readonly corrections?: readonly Correction[];
      readonly positive: boolean;
      readonly threshold: number;
      /** The model's operating point that has this threshold; absent where it names none. */
      readonly operatingPoint?: OperatingPointName;
      readonly modelId: string;
      readonly boxes: readonly ScoredBox[];
      readonly studyInstanceUid: string;
      readonly sopInstanceUid: string;
      readonly milliseconds: number;
    }
  | { readonly file: string; readonly status: 'refused' | 'error'; readonly code: string; readonly message: string };

export interface FileClassifierParts {
  readonly db: Database;
  readonly workers: ImageWorkers;
  readonly engine: Predictor;
  readonly classifier: Classifier;
  readonly activeModel: () => ModelInFolder;
  /** Null leaves no trace: nothing is copied into the store and nothing is recorded. */
  readonly storeFolder: string | null;
}

/** Files read and decoded ahead of the one whose line comes next. */
const lookAhead = 4;

/** Classifies files, folders and DICOMDIRs: one result a file, in the order found, whatever the file holds. */
export async function* classifyFiles(parts: FileClassifierParts, paths: readonly string[]): AsyncGenerator<ClassifiedFile> {
  const ahead: Promise<ClassifiedFile>[] = [];
  for await (const found of findImageFiles(paths)) {
    ahead.push(
      'failure' in found
        ? Promise.resolve(failed(found.failure.file ?? '', new ExpectedFailure(found.failure)))
        : classifyFile(parts, found.file),
    );
    if (ahead.length >= lookAhead) yield* await firstOf(ahead);
  }
  while (ahead.length > 0) yield* await firstOf(ahead);
}

async function firstOf(ahead: Promise<ClassifiedFile>[]): Promise<ClassifiedFile[]> {
  const next = ahead.shift();
  return next ? [await next] : [];
}

async function classifyFile(parts: FileClassifierParts, file: string): Promise<ClassifiedFile> {
  try {
    return parts.storeFolder === null ? await classifyWithoutTrace(parts, file) : await classifyAndKeep(parts, file, parts.storeFolder);
  } catch (error) {
    return failed(file, error);
  }
}

function failed(file: string, error: unknown): ClassifiedFile {
  const { code, message } = toFailure(error, file);
  return { file, status: outcomeOf(code), code, message };
}

async function classifyWithoutTrace({ workers, engine, activeModel }: FileClassifierParts, file: string): Promise<ClassifiedFile> {
  const used = activeModel();
  const { description } = await workers.take(file, null);
  const score = await scoreImage(workers, engine, used, { description, path: file, file });
  const { card } = used.model;
  const { threshold, id: modelId } = card;
  return scoredLine(file, description, { ...score, positive: score.probability >= threshold, threshold, modelId }, card);
}

async function classifyAndKeep(parts: FileClassifierParts, file: string, storeFolder: string): Promise<ClassifiedFile> {
  const taken = await parts.workers.take(file, storeFolder);
  const [outcome] = recordImages(parts.db, [taken], Date.now());
  if (!outcome) throw new Error('an image that was recorded has no outcome');
  if ('failure' in outcome) {
    // The history keeps the image that had this UID first; what was asked for is the score of this file.
    if (outcome.failure.code === 'uid-conflict') return classifyWithoutTrace(parts, file);
    throw new ExpectedFailure(outcome.failure);
  }
  const { card } = parts.activeModel().model;
  return toLine(file, taken.description, await parts.classifier.classify(outcome.instanceId, { atThresholdInForce: true }), card);
}

type Uids = Pick<ImageDescription, 'studyInstanceUid' | 'sopInstanceUid'>;

function toLine(file: string, uids: Uids, result: InstanceResult, card: ModelCard): ClassifiedFile {
  if (result.status === 'pending') throw new Error('a classified image is still pending');
  if (result.status !== 'ok') return { file, status: result.status, code: result.failure.code, message: result.failure.message };
  return scoredLine(file, uids, result, card);
}

type Scored = Pick<Prediction, 'probability' | 'spread' | 'corrections' | 'positive' | 'threshold' | 'modelId' | 'boxes' | 'milliseconds'>;

function scoredLine(file: string, { studyInstanceUid, sopInstanceUid }: Uids, scored: Scored, card: ModelCard): ClassifiedFile {
  const { probability, positive, threshold, modelId, boxes, milliseconds } = scored;
  const operatingPoint = pointAt(card, threshold);
  return {
    file,
    status: 'ok',
    probability,
    ...notesOf(scored),
    positive,
    threshold,
    ...(operatingPoint === null ? {} : { operatingPoint }),
    modelId,
    boxes,
    studyInstanceUid,
    sopInstanceUid,
    milliseconds,
  };
}

/** What is to be said beside a score, where there is something. */
function notesOf({ spread, corrections }: Pick<Prediction, 'spread' | 'corrections'>) {
  return {
    ...(spread === null ? {} : { probabilityLow: spread.low, probabilityHigh: spread.high }),
    ...(corrections.length === 0 ? {} : { corrections }),
  };
}
