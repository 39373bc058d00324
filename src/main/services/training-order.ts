import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fail } from '../../shared/failure';
import type { RunDetail, TrainingSettings } from '../../shared/training';
import type { DatasetCase } from '../dataset/dataset-case';
import { type DatasetSplit, splitDataset } from '../dataset/split';
import { toTrainerParts } from '../dataset/trainer-cases';
import type { PinnedDevice } from '../engine/start-trainer';
import type { TrainingOrder } from '../engine/training-protocol';
import type { Database } from '../store/database';
import { recordRun } from '../store/training-runs';
import type { Datasets } from './datasets';

interface OrderSources {
  readonly db: Database;
  readonly datasets: Datasets;
  readonly pretrainedFolder: string;
  readonly applicationVersion: string;
  readonly runsFolder: string;
}

/** What a run computes with: all threads where the settings leave it open, so that later resumes take as many whatever machine they are on. */
export function pinnedDevice({ threads }: TrainingSettings): PinnedDevice {
  return { threads: threads === 0 ? availableParallelism() : threads, oneDnn: true };
}

/** The dataset as it now is, with the parts it would be trained in. Throws not-found, dataset-locked, dataset-unusable. */
export function requireTrainable({ datasets }: OrderSources, dataset: string, settings: TrainingSettings) {
  const { summary, contentSha256, cases } = datasets.open(dataset);
  if (summary.locked) fail('dataset-locked', `The dataset ${dataset} is locked: it is held for comparing models and cannot be trained on.`);
  return { contentSha256, split: splitForTraining(cases, settings) };
}

/** Records a run on the dataset as it now is, and answers its number. Throws as requireTrainable does, and disk-full, read-only. */
export function recordNewRun(sources: OrderSources, dataset: string, settings: TrainingSettings): number {
  const { contentSha256, split } = requireTrainable(sources, dataset, settings);
  return recordRun(sources.db, {
    dataset,
    datasetSha256: contentSha256,
    settings,
    createdAtMs: Date.now(),
    trainingImages: split.training.length,
    validationImages: split.validation.length,
    testImages: split.test.length,
    ...pinnedDevice(settings),
    applicationVersion: sources.applicationVersion,
    warnings: split.warning === null ? [] : [split.warning],
  });
}

/** The split of a dataset; fails as 'dataset-unusable' where it cannot be trained on. */
export function splitForTraining(cases: readonly DatasetCase[], settings: TrainingSettings): DatasetSplit {
  const split = splitDataset(cases, settings);
  requireBothClasses(cases, 'dataset', 'Add images of the other class.');
  requireBothClasses(split.training, 'training part', 'Add patients, or choose another split.');
  requireBothClasses(split.validation, 'validation part', 'Add patients, or choose a larger validation share.');
  return split;
}

function requireBothClasses(cases: readonly DatasetCase[], part: string, advice: string): void {
  const positives = cases.filter((one) => one.positive).length;
  if (positives > 0 && positives < cases.length) return;
  const negatives = cases.length - positives;
  fail(
    'dataset-unusable',
    `The ${part} has ${positives} positive and ${negatives} negative images; training takes both classes in the training and in the validation part. ${advice}`,
  );
}

/** What the trainer is sent. */
export function trainingOrder(
  { datasets, pretrainedFolder, applicationVersion, runsFolder }: OrderSources,
  { run, dataset, datasetSha256, settings }: RunDetail,
  where: Pick<TrainingOrder, 'runFolder' | 'picturesFile' | 'resume'>,
): TrainingOrder {
  const parts = toTrainerParts(splitForTraining(datasets.open(dataset, datasetSha256).cases, settings));
  const startFolder = settings.startRun === 0 ? null : join(runsFolder, String(settings.startRun));
  return { run, settings, datasetSha256, ...where, ...parts, applicationVersion, pretrainedFolder, startFolder };
}

/** An order to measure a few steps by; no picture is read and nothing is written. */
export function estimateOrder(
  { datasets, pretrainedFolder, applicationVersion }: OrderSources,
  dataset: string,
  settings: TrainingSettings,
): TrainingOrder {
  const { contentSha256, cases } = datasets.open(dataset);
  const parts = toTrainerParts(splitForTraining(cases, settings));
  const nothing = { run: 0, runFolder: '', picturesFile: '', startFolder: null, resume: false };
  return { ...nothing, settings, datasetSha256: contentSha256, ...parts, applicationVersion, pretrainedFolder };
}

/** Fails as 'dataset-changed' where a run's dataset is no longer what the run began with. */
export async function requireSameDataset(datasets: Datasets, { run, dataset, datasetSha256 }: RunDetail): Promise<void> {
  const refuse = (why: string): never =>
    fail('dataset-changed', `The dataset ${dataset} has changed since run ${run} began: ${why} Start a new run with the same settings.`);
  if (datasets.open(dataset).contentSha256 !== datasetSha256) refuse('it was taken in again with other images or labels.');
  const { same, why } = await datasets.verify(dataset);
  if (!same) refuse(why ?? '');
}
