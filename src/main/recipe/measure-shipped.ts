import { basename, join } from 'node:path';
import type { Services } from '../compose';
import { encodeCard, readModelBytes, writeModelBytes } from '../engine/model-folder';
import { type Evaluation, evaluateModel } from '../services/evaluate-model';
import { openModel } from '../services/model-folders';
import { listSamples } from '../services/samples';
import { scoreFiles } from '../services/score-files';
import type { ModelFigures, RecordedScore } from '../../shared/model-card';
import type { RecipeTest } from './recipe';

/** A test as it came out. */
export interface MeasuredTest {
  readonly name: string;
  readonly figures: Evaluation;
}

/**
 * Scores, once and at the end, the images that nobody trained on or chose by, as the application would score them when opened, and writes the figures
 * into the card, with what the bundled samples score.
 */
export async function measureShipped(
  { workers, engine, paths }: Services,
  folder: string,
  tests: readonly RecipeTest[],
): Promise<readonly MeasuredTest[]> {
  const parts = { ...(await openModel(folder, basename(folder))), workers, predictor: engine };
  const measured: (MeasuredTest & Pick<RecipeTest, 'kind'>)[] = [];
  for (const { name, kind, cases } of tests) {
    const figures = await evaluateModel(
      parts,
      cases,
      ({ message }) => process.stderr.write(`Not scored: ${message}\n`),
      () => undefined,
    );
    measured.push({ name, kind, figures });
  }
  const samples = listSamples(paths.bundledSamples).map(({ file }) => file);
  const recordedScores: RecordedScore[] = [];
  let place = 0;
  for await (const outcome of scoreFiles(
    parts,
    samples.map((name) => join(paths.bundledSamples, name)),
  )) {
    const sample = samples[place] as string;
    if (outcome.status !== 'ok') throw new Error(`the sample ${sample} has no score: ${outcome.failure.message}`);
    recordedScores.push({ sample, probability: outcome.score.probability });
    place += 1;
  }
  const { card } = parts.model;
  const of = (kind: RecipeTest['kind']): readonly ModelFigures[] =>
    measured.filter((one) => one.kind === kind).map(({ name, figures }) => figuresOf(name, figures));
  const finished = { ...card, evaluation: [...card.evaluation, ...of('evaluation')], external: of('external'), recordedScores };
  // The network's own files stay as they are, byte for byte: their hash is the model's.
  await writeModelBytes(folder, { ...(await readModelBytes(folder)), card: encodeCard(finished) });
  return measured.map(({ name, figures }) => ({ name, figures }));
}

function figuresOf(name: string, found: Evaluation): ModelFigures {
  const { auc, aucLow, aucHigh, sensitivity, specificity, majorityAccuracy, accuracy, brier, ece, pointingHit } = found;
  return {
    name,
    images: found.n,
    positives: found.positives,
    auc,
    aucLow,
    aucHigh,
    sensitivity,
    specificity,
    majorityAccuracy,
    accuracy,
    brier,
    expectedCalibrationError: ece,
    pointingHit,
  };
}
