import { ExpectedFailure, type Failure, type FailureCode, outcomeOf, toFailure } from '../../shared/failure';
import type { ImageDescription } from '../../shared/study';
import type { ImageWorkers } from '../image-workers/image-workers';
import type { ModelInFolder } from './model-folders';
import { type ImageScore, type Predictor, scoreImage } from './score-image';

/** What came of one file: a score, or why there is none. */
export type FileScore =
  | { readonly status: 'ok'; readonly score: ImageScore; readonly description: ImageDescription }
  | { readonly status: 'refused' | 'error'; readonly failure: Failure };

/** A model, and what it takes to score files with it. */
export interface ScorerParts extends ModelInFolder {
  readonly workers: ImageWorkers;
  readonly predictor: Predictor;
}

/** Files read and decoded ahead of the one whose score comes next. */
const lookAhead = 4;

/** What no image is to blame for: figures over the others would say nothing about the model. */
const notOfTheImage: ReadonlySet<FailureCode> = new Set<FailureCode>(['engine-stopped', 'model-unusable', 'out-of-memory', 'cancelled']);

/**
 * Scores files as they would be scored when opened, leaving no trace in the history: one answer a file, in their order, never all in memory.
 * Rejects with engine-stopped, model-unusable, out-of-memory, cancelled: a model that fails on some images is not to be judged by the others.
 */
export async function* scoreFiles(parts: ScorerParts, files: readonly string[]): AsyncGenerator<FileScore> {
  const ahead: Promise<FileScore>[] = [];
  for (const file of files) {
    ahead.push(scoreFile(parts, file));
    if (ahead.length >= lookAhead) yield await next(ahead);
  }
  while (ahead.length > 0) yield await next(ahead);
}

async function next(ahead: Promise<FileScore>[]): Promise<FileScore> {
  const outcome = await (ahead.shift() as Promise<FileScore>);
  if (outcome.status !== 'ok' && notOfTheImage.has(outcome.failure.code)) throw new ExpectedFailure(outcome.failure);
  return outcome;
}

async function scoreFile({ workers, predictor, ...used }: ScorerParts, file: string): Promise<FileScore> {
  try {
    const { description } = await workers.take(file, null);
    const score = await scoreImage(workers, predictor, used, { description, path: file, file });
    return { status: 'ok', score, description };
  } catch (error) {
    const failure = toFailure(error, file);
    return { status: outcomeOf(failure.code), failure };
  }
}
