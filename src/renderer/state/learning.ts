import type { AppClient } from '../app-client';
import type { Application } from './application.svelte';
import { DatasetForm } from './dataset-form.svelte';
import { Datasets } from './datasets.svelte';
import { Models } from './models.svelte';
import { RunPage } from './run-page.svelte';
import { Runs } from './runs.svelte';
import { TrainingForm } from './training-form.svelte';
import { Training } from './training.svelte';

/** The state of the pages on datasets, training and models. */
export interface Learning {
  readonly datasets: Datasets;
  readonly datasetForm: DatasetForm;
  readonly training: Training;
  readonly trainingForm: TrainingForm;
  readonly runs: Runs;
  readonly models: Models;
  /** The state of a run's own page. */
  readonly runPage: (run: number) => RunPage;
}

export function buildLearning(client: AppClient, { report }: Pick<Application, 'report'>): Learning {
  const datasets = new Datasets(client, report);
  return {
    datasets,
    datasetForm: new DatasetForm(datasets),
    training: new Training(client, report),
    trainingForm: new TrainingForm(client, report),
    runs: new Runs(client, report),
    models: new Models(client, report),
    runPage: (run) => new RunPage(run, client, report),
  };
}

/** Fetches what the pages show first, and joins a run that goes on. */
export async function loadLearning({ datasets, training, runs, models }: Learning): Promise<void> {
  await Promise.all([datasets.load(), runs.load(), models.load()]);
  const running = runs.all?.find(({ state }) => state === 'running');
  if (running !== undefined) await training.join(running.run);
}

/** Hands on what the main process says of datasets, training and models; returns what stops it. */
export function listenToLearning(client: AppClient, learning: Learning, application: Pick<Application, 'describe'>): (() => void)[] {
  const { datasets, training, runs, models } = learning;
  return [
    client.listen('ingest.progress', (progress) => datasets.receive(progress)),
    client.listen('training.event', (event) => {
      training.receive(event);
      // A run that ended may have become a candidate.
      if (event.event === 'finished') void models.load();
      if (event.event === 'epoch') void runs.load();
    }),
    client.listen('runs.changed', () => void runs.load()),
    client.listen('model.changed', () => {
      void application.describe();
      void models.load();
    }),
  ];
}
