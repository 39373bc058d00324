import { setImmediate as turn } from 'node:timers/promises';
import type { Disagreement, Figures, FiguresQuery } from '../../shared/figures';
import { agrees, type ReadCase, readerFigures } from '../statistics/reader-figures';
import { weeklyFigures } from '../statistics/weeks';
import type { Database } from '../store/database';
import { imageOfStudy, type ModelResult, modelsWithResults, resultsOfModel } from '../store/model-results';
import { readersAnswers } from '../store/verdicts';

const mostDisagreements = 200;

interface ReadImage extends ReadCase {
  readonly instanceId: number;
}

/**
 * How one model version did on this history's images in a span of time: beside the reader's verdicts, and week by week. Each image counts
 * once, by its newest result in the span and the verdict that counts. Between its steps other work gets its turn.
 */
export async function readFigures(db: Database, { modelSha256, fromMs, beforeMs }: FiguresQuery, activeSha256: string): Promise<Figures> {
  const sha256 = modelSha256 ?? activeSha256;
  const results = resultsOfModel(db, sha256, { fromMs: fromMs ?? 0, beforeMs: beforeMs ?? Number.MAX_SAFE_INTEGER });
  await turn();
  const read = readImages(results, readersAnswers(db));
  await turn();
  const reader = readerFigures(read);
  await turn();
  const weeks = weeklyFigures(results.map(outcomeOf));
  const count = (status: ModelResult['status']): number => results.filter((one) => one.status === status).length;
  return {
    models: modelsWithResults(db).map((model) => ({ ...model, active: model.modelSha256 === activeSha256 })),
    modelSha256: sha256,
    images: results.length,
    scored: count('ok'),
    refused: count('refused'),
    failed: count('error'),
    reader,
    disagreements: disagreementsOf(db, read),
    weeks,
  };
}

function readImages(results: readonly ModelResult[], answers: ReadonlyMap<number, boolean>): readonly ReadImage[] {
  return results.flatMap(({ instanceId, probability, threshold }) => {
    const positive = answers.get(instanceId);
    if (positive === undefined || probability === null || threshold === null) return [];
    return [{ instanceId, probability, threshold, positive }];
  });
}

const outcomeOf = ({ computedAtMs, status, probability, threshold }: ModelResult) => ({
  atMs: computedAtMs,
  status,
  probability,
  positive: probability !== null && threshold !== null && probability >= threshold,
});

/** Those where the probability lies farthest on the other side of the threshold come first. */
function disagreementsOf(db: Database, read: readonly ReadImage[]): readonly Disagreement[] {
  const distance = ({ probability, threshold }: ReadImage): number => Math.abs(probability - threshold);
  return read
    .filter((one) => !agrees(one))
    .sort((one, other) => distance(other) - distance(one) || one.instanceId - other.instanceId)
    .slice(0, mostDisagreements)
    .map((one) => ({ ...imageOfStudy(db, one.instanceId), ...one }));
}
