import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { AppPushes, PushName } from '../shared/app-api';
import type { OperatingPointName } from '../shared/model-card';
import type { ImportProgress } from '../shared/study';
import { composeEngine } from './compose-engine';
import type { EngineClient } from './engine/engine-client';
import { createImageWorkers, type ImageWorkers } from './image-workers/image-workers';
import type { Paths } from './paths';
import { createClassifier, type Classifier } from './services/classify-images';
import type { CudaPlace } from './services/cuda/cuda-place';
import { createExporter, type Exporter } from './services/export/exporter';
import { createDatasets, type Datasets } from './services/datasets';
import { labelledCases } from './services/labelled-cases';
import { createImporter, type Importer } from './services/import-images';
import { followModel } from './services/follow-model';
import type { KeeperParts } from './services/keep-score';
import { createModelTests, type ModelTests } from './services/model-tests';
import { createModels, type Models } from './services/models';
import { noteImport } from './services/note-import';
import { createReruns, type Reruns } from './services/rerun-model';
import { createTrainingSession, type TrainingSession } from './services/training-session';
import { createThumbnailMaker, type ThumbnailMaker } from './services/thumbnails';
import { openDatabase, type Database } from './store/database';

/** Everything the window and the command line share. Built once by whoever starts, and passed on. */
export interface Services {
  readonly paths: Paths;
  readonly db: Database;
  /** True where the home folder cannot be written to. */
  readonly readOnly: boolean;
  readonly models: Models;
  readonly modelTests: ModelTests;
  readonly workers: ImageWorkers;
  readonly engine: EngineClient;
  readonly cudaPlace: CudaPlace;
  readonly classifier: Classifier;
  readonly reruns: Reruns;
  readonly importer: Importer;
  readonly thumbnails: ThumbnailMaker;
  readonly datasets: Datasets;
  readonly training: TrainingSession;
  readonly exporter: Exporter;
  /** Ends the children and closes the history; what was running is finished or dropped whole. Asked twice it does so once. */
  close(): Promise<void>;
}

export type Push = <Name extends PushName>(name: Name, push: AppPushes[Name]) => void;

export interface ComposeOptions {
  /** A model's id, for this process only; the one in force without it. */
  readonly modelId?: string | undefined;
  /** An operating point of that model, for this process only; the one in force without it. */
  readonly operatingPoint?: OperatingPointName | undefined;
  /** The window scores what it imports in the background; the command line's `import` only records. */
  readonly forWindow: boolean;
  /** The engine ended of itself, by this exit code or signal. */
  readonly onEngineCrash?: (how: string) => void;
}

/**
 * Builds the services on one home folder.
 * @throws ExpectedFailure database-newer, database-damaged, read-only, model-unusable
 */
export async function composeServices(
  paths: Paths,
  push: Push,
  { modelId, operatingPoint, forWindow, onEngineCrash }: ComposeOptions,
): Promise<Services> {
  const db = openDatabase(paths.database, { backupFolder: paths.backups });
  const readOnly = db.readonly;
  const models = await createModels({
    db,
    folders: { shipped: paths.bundledModels, added: paths.models },
    modelId,
    operatingPoint,
    onChange: (model) => {
      push('model.changed', model);
      // What it does not get to is put right when the case is opened.
      followActiveModel(model.sha256).catch(() => undefined);
    },
  });
  const followActiveModel = (sha256: string): Promise<void> =>
    followModel(
      db,
      sha256,
      () => models.active().model.sha256 === sha256,
      (studyIds) => push('studies.changed', { studyIds }),
    );
  const modelProblem = models.problem();
  if (modelProblem !== null) process.stderr.write(`${modelProblem.message}\n`);
  const workerCount = Math.min(availableParallelism(), 4);
  const workers = createImageWorkers({ workerFile: paths.imageWorkerEntry, count: workerCount, givesWay: forWindow });
  const { engine, cudaPlace } = composeEngine(paths, push, onEngineCrash);
  const keeper: KeeperParts = { db, reader: workers, engine, storeFolder: paths.store };
  const classifier = createClassifier({
    ...keeper,
    activeModel: models.active,
    onResult: (studyId, instanceId, result) => push('prediction.changed', { studyId, instanceId, result }),
  });
  const reruns = createReruns({ ...keeper, models, onProgress: (progress) => push('rerun.progress', progress) });
  const thumbnails = createThumbnailMaker({ db, workers, storeFolder: paths.store });
  const datasets = createDatasets({
    db,
    workers,
    filesAtOnce: 2 * workerCount,
    folder: paths.datasets,
    onProgress: (progress) => push('ingest.progress', progress),
    labelledCases: () => labelledCases(db, paths.store),
  });
  const modelTests = createModelTests({ db, workers, engine, models, datasets });
  const training = createTrainingSession({
    db,
    datasets,
    runsFolder: paths.runs,
    modelsFolder: paths.models,
    trainerEntry: paths.trainerEntry,
    library: cudaPlace,
    pretrainedFolder: paths.pretrained,
    applicationVersion: versionIn(paths.packageFile),
    onRunsChanged: () => push('runs.changed', null),
  });
  const exporter = createExporter({ db, workers, storeFolder: paths.store, applicationVersion: versionIn(paths.packageFile) }, (progress) =>
    push('export.progress', progress),
  );
  training.listen((event) => push('training.event', event));
  // Marks runs as interrupted whose trainer went without a word.
  await training.list();
  const fresh: number[] = [];
  /** After the import, not beside it: decoding and inference would slow it down and make the window stutter. */
  function followUp(): void {
    const imported = fresh.splice(0);
    thumbnails.makeLater(imported);
    if (forWindow) classifier.classifyLater(imported);
  }
  const importer = createImporter({
    database: db,
    workers,
    filesAtOnce: 2 * workerCount,
    storeFolder: paths.store,
    onProgress: (progress) => {
      push('import.progress', progress);
      if (!hasEnded(progress)) return;
      noteImport(db, progress);
      followUp();
    },
    onRecorded: (outcomes) => {
      fresh.push(...outcomes.filter(({ kind }) => kind === 'new').map(({ instanceId }) => instanceId));
      push('studies.changed', { studyIds: [...new Set(outcomes.map(({ studyId }) => studyId))] });
    },
  });
  async function end(): Promise<void> {
    await Promise.allSettled([
      importer.close(),
      reruns.close(),
      thumbnails.close(),
      classifier.close(),
      datasets.close(),
      training.close(),
      exporter.close(),
    ]);
    await Promise.allSettled([workers.close(), engine.close()]);
    db.close();
  }
  let ending: Promise<void> | null = null;
  return {
    paths,
    db,
    readOnly,
    models,
    modelTests,
    workers,
    engine,
    cudaPlace,
    classifier,
    reruns,
    importer,
    thumbnails,
    datasets,
    training,
    exporter,
    close: () => (ending ??= end()),
  };
}

function versionIn(packageFile: string): string {
  return (JSON.parse(readFileSync(packageFile, 'utf8')) as { readonly version: string }).version;
}

const hasEnded = ({ state }: ImportProgress): boolean => state !== 'searching' && state !== 'importing';

export const rendererFolder = (mainFolder: string): string => join(mainFolder, '../renderer');
