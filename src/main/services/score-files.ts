import { type Failure, outcomeOf, toFailure } from '../../shared/failure';
import type { ImageWorkers } from '../image-workers/image-workers';
import type { ModelInFolder } from './model-folders';
import { type ImageScore, type Predictor, scoreImage } from './score-image';

/** What came of one file: a score, or why there is none. */
export type FileScore =
  { readonly status: 'ok'; readonly score: ImageScore } | { readonly status: 'refused' | 'error'; readonly failure: Failure };

/** A model, and what it takes to score files with it. */
export interface ScorerParts extends ModelInFolder {
  readonly workers: ImageWorkers;
  readonly predictor: Predictor;
}

/** Files read and decoded ahead of the one whose score comes next. */
const lookAhead = 4;

/** Scores files as they would be scored when opened, leaving no trace in the history: one answer a file, in their order, never all in memory. */
export async function* scoreFiles(parts: ScorerParts, files: readonly string[]): AsyncGenerator<FileScore> {
  const ahead: Promise<FileScore>[] = [];
  for (const file of files) {
    ahead.push(scoreFile(parts, file));
    if (ahead.length >= lookAhead) yield await (ahead.shift() as Promise<FileScore>);
  }
  while (ahead.length > 0) yield await (ahead.shift() as Promise<FileScore>);
}

async function scoreFile({ workers, predictor, ...used }: ScorerParts, file: string): Promise<FileScore> {
  try {
    const { description } = await workers.take(file, null);
    return { status: 'ok', score: await scoreImage(workers, predictor, used, { description, path: file, file }) };
  } catch (error) {
    const failure = toFailure(error, file);
    return { status: outcomeOf(failure.code), failure };
  }
}
