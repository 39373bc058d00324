import { fail } from '../../shared/failure';
import type { ModelSummary } from '../../shared/model';
import type { DatasetCase } from '../dataset/dataset-case';
import { splitDataset } from '../dataset/split';
import type { Database } from '../store/database';
import { showRun } from '../store/training-runs';
import type { TestSet } from './compare-models';
import type { Datasets } from './datasets';

interface TestSetSources {
  readonly db: Database;
  readonly datasets: Datasets;
}

/**
 * The images to compare two models on, with what speaks against the comparison.
 * @param dataset a dataset's name, taken whole; null for the test part of the candidate's own run
 * @throws ExpectedFailure not-found, dataset-changed; dataset-unusable where the candidate has no test part
 */
export function testSetFor(sources: TestSetSources, candidate: ModelSummary, active: ModelSummary, dataset: string | null): TestSet {
  const { name, cases, isLocked } = dataset === null ? ownTestPart(sources, candidate) : wholeDataset(sources, dataset);
  const cautions = [candidate, active].flatMap((model) => learntCaution(sources, model, cases));
  const unlocked = isLocked ? [] : [`The dataset ${dataset} is not locked: models may have been chosen by looking at it.`];
  return { name, cases, cautions: [...cautions, ...unlocked] };
}

function wholeDataset({ datasets }: TestSetSources, name: string) {
  const { summary, cases } = datasets.open(name);
  return { name: `all of ${name}`, cases, isLocked: summary.locked };
}

function ownTestPart(sources: TestSetSources, candidate: ModelSummary) {
  const parts = partsOf(sources, candidate);
  if (parts === null || parts.test.length === 0)
    return fail(
      'dataset-unusable',
      `${candidate.id} kept no test part to be compared on. Name a locked dataset that both models can be compared on.`,
    );
  return { name: `the test part of run ${candidate.run} on ${parts.dataset}`, cases: parts.test, isLocked: true };
}

/** The parts of the dataset that a trained model's run had; null for a model of unknown origin. */
function partsOf({ db, datasets }: TestSetSources, { run }: ModelSummary) {
  if (run === null) return null;
  const { dataset, datasetSha256, settings } = showRun(db, run);
  return { dataset, ...splitDataset(datasets.open(dataset, datasetSha256).cases, settings) };
}

/** What a model has seen of these images or these patients before. */
function learntCaution(sources: TestSetSources, model: ModelSummary, cases: readonly DatasetCase[]): readonly string[] {
  const parts = partsOf(sources, model);
  if (parts === null)
    return [`Which patients ${model.id} was trained on is not known here. If they are among these, it looks better than it is.`];
  const seen = [...parts.training, ...parts.validation];
  const [files, patients] = [new Set(seen.map(({ sha256 }) => sha256)), new Set(seen.map(({ patient }) => patient))];
  const known = cases.filter(({ sha256, patient }) => files.has(sha256) || patients.has(patient)).length;
  return known === 0
    ? []
    : [`${model.id} was trained on ${known} of these ${cases.length} images or their patients, and looks better than it is.`];
}
