import { basename, join } from 'node:path';
import type { Services } from '../compose';
import { readLabels } from '../dataset/labels/read-labels';
import { encodeCard, readModelBytes, writeModelBytes } from '../engine/model-folder';
import { type Evaluation, evaluateModel, type TestCase } from '../services/evaluate-model';
import { openModel } from '../services/model-folders';
import { listSamples } from '../services/samples';
import { scoreFiles } from '../services/score-files';
import type { ModelFigures, RecordedScore } from '../../shared/model-card';

/**
 * Scores, once and at the end, the images that nobody trained on or chose by, as the application would score them when opened, and writes the figures
 * into the card: the test patients of the same hospital, the children of another one, and what the bundled samples score.
 */
export async function measureShipped(
  { workers, engine, paths }: Services,
  folder: string,
  data: string,
): Promise<{ readonly adults: Evaluation; readonly children: Evaluation }> {
  const parts = { ...(await openModel(folder, basename(folder))), workers, predictor: engine };
  const evaluate = (cases: readonly TestCase[]) =>
    evaluateModel(
      parts,
      cases,
      ({ message }) => process.stderr.write(`Not scored: ${message}\n`),
      () => undefined,
    );
  const adults = await evaluate(testAdults(data));
  const children = await evaluate(testChildren(data));
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
  const measured = {
    ...card,
    evaluation: [...card.evaluation, figuresOf('RSNA adults, test patients (scored at the end)', adults)],
    external: [figuresOf('Children of another hospital, test images (others of them were trained on)', children)],
    recordedScores,
  };
  // The network's own files stay as they are, byte for byte: their hash is the model's.
  await writeModelBytes(folder, { ...(await readModelBytes(folder)), card: encodeCard(measured) });
  return { adults, children };
}

function testAdults(data: string): readonly TestCase[] {
  const folder = join(data, 'rsna_test');
  const file = (name: string): string => join(folder, name);
  return casesOf({
    kind: 'challenge',
    images: file('stage_2_train_images'),
    labels: file('stage_2_train_labels.csv'),
    classes: file('stage_2_detailed_class_info.csv'),
  });
}

function testChildren(data: string): readonly TestCase[] {
  const folder = join(data, 'kermany', 'test');
  return casesOf({ kind: 'table', images: folder, labels: join(folder, 'labels.csv') });
}

function casesOf(source: Parameters<typeof readLabels>[0]): readonly TestCase[] {
  return readLabels(source).images.map(({ name, patient, ...image }) => ({ ...image, patient: patient ?? name }));
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
