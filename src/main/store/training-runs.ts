import { fail } from '../../shared/failure';
import type { EpochMetrics, RunDetail, RunState, RunSummary, TrainingSettings } from '../../shared/training';
import type { Database } from './database';
import { datasetVersionId } from './datasets';
import { withSqliteFailures } from './sqlite-failure';
import { inTransaction, prepared } from './statements';

/** What is known of a run when it begins. */
export interface NewRun {
  readonly dataset: string;
  readonly datasetSha256: string;
  readonly settings: TrainingSettings;
  readonly createdAtMs: number;
  readonly trainingImages: number;
  readonly validationImages: number;
  readonly testImages: number;
  readonly threads: number;
  readonly oneDnn: boolean;
  readonly applicationVersion: string;
  readonly warnings: readonly string[];
}

/** Records a run as running and answers its number. Throws 'not-found' for a version of a dataset that was never ingested, 'disk-full', 'read-only'. */
export function recordRun(database: Database, run: NewRun): number {
  return inTransaction(database, () => {
    const version = datasetVersionId(database, run.dataset, run.datasetSha256);
    if (version === null) fail('not-found', `There is no dataset ${run.dataset} with the content ${run.datasetSha256}.`);
    const sql = `INSERT INTO runs (version_id, settings, state, created_at_ms, training_images, validation_images, test_images, threads, one_dnn,
      application_version, warnings) VALUES (@version, @settings, 'running', @createdAtMs, @trainingImages, @validationImages, @testImages,
      @threads, @oneDnn, @applicationVersion, @warnings)`;
    const values = {
      version,
      settings: JSON.stringify(run.settings),
      createdAtMs: run.createdAtMs,
      trainingImages: run.trainingImages,
      validationImages: run.validationImages,
      testImages: run.testImages,
      threads: run.threads,
      oneDnn: Number(run.oneDnn),
      applicationVersion: run.applicationVersion,
      warnings: JSON.stringify(run.warnings),
    };
    return Number(prepared(database, sql).run(values).lastInsertRowid);
  });
}

/** A run that goes on: from now with these settings, of which only the number of epochs can be another. */
export function reopenRun(database: Database, run: number, settings: TrainingSettings): void {
  const sql = "UPDATE runs SET state = 'running', ended_at_ms = NULL, failure = NULL, settings = ? WHERE run_id = ?";
  inTransaction(database, () => prepared<[string, number]>(database, sql).run(JSON.stringify(settings), run));
}

/** @param failure one sentence, where the state is 'failed' */
export function recordRunEnd(database: Database, run: number, state: RunState, endedAtMs: number, failure: string | null): void {
  const sql = 'UPDATE runs SET state = ?, ended_at_ms = ?, failure = ? WHERE run_id = ?';
  inTransaction(database, () => prepared<[string, number, string | null, number]>(database, sql).run(state, endedAtMs, failure, run));
}

/**
 * An epoch's figures; those of an epoch that is done again take the place of the first ones.
 * @param best whether it was the best so far when it was done
 */
export function recordEpoch(database: Database, run: number, metrics: EpochMetrics, best: boolean): void {
  inTransaction(database, () => {
    const sql = 'INSERT OR REPLACE INTO run_epochs (run_id, epoch, best, metrics) VALUES (?, ?, ?, ?)';
    prepared<[number, number, number, string]>(database, sql).run(run, metrics.epoch, Number(best), JSON.stringify(metrics));
  });
}

/** Forgets epochs that a run which goes on from an earlier point has not done yet. */
export function forgetEpochsAfter(database: Database, run: number, epoch: number): void {
  inTransaction(database, () =>
    prepared<[number, number]>(database, 'DELETE FROM run_epochs WHERE run_id = ? AND epoch > ?').run(run, epoch),
  );
}

/** A run whose trainer has begun to compute is running, whatever a process that did not see it yet took it for. */
export function recordRunStart(database: Database, run: number, device: string, tensorflowVersion: string): void {
  const sql = "UPDATE runs SET state = 'running', failure = NULL, device = ?, tensorflow_version = ? WHERE run_id = ?";
  inTransaction(database, () => prepared<[string, string, number]>(database, sql).run(device, tensorflowVersion, run));
}

/** @param weightsSha256 of all weights at the latest checkpoint */
export function recordWeights(database: Database, run: number, weightsSha256: string): void {
  const sql = 'UPDATE runs SET weights_sha256 = ? WHERE run_id = ?';
  inTransaction(database, () => prepared<[string, number]>(database, sql).run(weightsSha256, run));
}

/** Keeps a sentence that the reader of the run's figures has to know; once. */
export function recordWarning(database: Database, run: number, message: string): void {
  const sql = `UPDATE runs SET warnings = json_insert(warnings, '$[#]', @message)
    WHERE run_id = @run AND NOT EXISTS (SELECT 1 FROM json_each(warnings) WHERE value = @message)`;
  inTransaction(database, () => prepared(database, sql).run({ message, run }));
}

/** Names the candidate that the run became; recordModel has to know it. */
export function recordRunModel(database: Database, run: number, modelSha256: string): void {
  const sql = 'UPDATE runs SET model_sha256 = ? WHERE run_id = ?';
  inTransaction(database, () => prepared<[string, number]>(database, sql).run(modelSha256, run));
}

export function writeRunNotes(database: Database, run: number, notes: string): void {
  const sql = 'UPDATE runs SET notes = ? WHERE run_id = ?';
  const { changes } = inTransaction(database, () => prepared<[string, number]>(database, sql).run(notes, run));
  if (changes === 0) failNoRun(run);
}

interface RunRow {
  readonly run: number;
  readonly dataset: string;
  readonly datasetSha256: string;
  readonly settings: string;
  readonly state: RunState;
  readonly createdAtMs: number;
  readonly endedAtMs: number | null;
  readonly trainingImages: number;
  readonly validationImages: number;
  readonly testImages: number;
  readonly threads: number;
  readonly oneDnn: 0 | 1;
  readonly applicationVersion: string;
  readonly tensorflowVersion: string;
  readonly device: string;
  readonly weightsSha256: string | null;
  readonly modelId: string | null;
  readonly failure: string | null;
  readonly notes: string;
  readonly warnings: string;
  readonly epoch: number;
  readonly best: string | null;
}

/** What runs recorded before these settings were there had in effect. */
const laterSettings: Pick<TrainingSettings, 'classWeight' | 'stillBlocks' | 'startRun' | 'keptEpoch'> = {
  classWeight: 0,
  stillBlocks: 0,
  startRun: 0,
  keptEpoch: 'best',
};

const selectRuns = `SELECT run_id AS run, name AS dataset, content_sha256 AS datasetSha256, settings, state, created_at_ms AS createdAtMs,
  ended_at_ms AS endedAtMs, training_images AS trainingImages, validation_images AS validationImages, test_images AS testImages, threads,
  one_dnn AS oneDnn, application_version AS applicationVersion, tensorflow_version AS tensorflowVersion, device,
  weights_sha256 AS weightsSha256, model_id AS modelId, failure, notes, warnings,
  coalesce((SELECT max(epoch) FROM run_epochs WHERE run_epochs.run_id = runs.run_id), 0) AS epoch,
  (SELECT metrics FROM run_epochs WHERE run_epochs.run_id = runs.run_id ORDER BY metrics ->> 'auc' DESC, epoch LIMIT 1) AS best
  FROM runs JOIN dataset_versions USING (version_id) JOIN datasets USING (dataset_id) LEFT JOIN models USING (model_sha256)`;

/** Every run, the newest first. */
export function listRuns(database: Database): readonly RunSummary[] {
  return withSqliteFailures(() => prepared<[], RunRow>(database, `${selectRuns} ORDER BY run_id DESC`).all().map(summaryOf));
}

/** One run whole. Throws 'not-found'. */
export function showRun(database: Database, run: number): RunDetail {
  return withSqliteFailures(() => {
    const row = prepared<[number], RunRow>(database, `${selectRuns} WHERE run_id = ?`).get(run);
    if (row === undefined) return failNoRun(run);
    const epochs = prepared<[number], { readonly metrics: string }>(
      database,
      'SELECT metrics FROM run_epochs WHERE run_id = ? ORDER BY epoch',
    ).all(run);
    return {
      ...summaryOf(row),
      epochs: epochs.map(({ metrics }) => JSON.parse(metrics) as EpochMetrics),
      weightsSha256: row.weightsSha256,
      device: row.device,
      tensorflowVersion: row.tensorflowVersion,
      applicationVersion: row.applicationVersion,
      threads: row.threads,
      oneDnn: row.oneDnn === 1,
      trainingImages: row.trainingImages,
      validationImages: row.validationImages,
      testImages: row.testImages,
      warnings: JSON.parse(row.warnings) as readonly string[],
    };
  });
}

function summaryOf(row: RunRow): RunSummary {
  return {
    run: row.run,
    dataset: row.dataset,
    datasetSha256: row.datasetSha256,
    settings: { ...laterSettings, ...(JSON.parse(row.settings) as TrainingSettings) },
    state: row.state,
    createdAtMs: row.createdAtMs,
    endedAtMs: row.endedAtMs,
    epoch: row.epoch,
    best: row.best === null ? null : (JSON.parse(row.best) as EpochMetrics),
    notes: row.notes,
    modelId: row.modelId,
    failure: row.failure,
  };
}

function failNoRun(run: number): never {
  fail('not-found', `There is no training run ${String(run)}.`);
}
