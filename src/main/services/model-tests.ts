import type { DatasetSource } from '../../shared/dataset';
import type { Failure } from '../../shared/failure';
import type { ModelComparison } from '../../shared/model';
import type { OperatingPointName } from '../../shared/model-card';
import { type FileSource, readLabels } from '../dataset/labels/read-labels';
import type { EngineClient } from '../engine/engine-client';
import type { ImageWorkers } from '../image-workers/image-workers';
import type { Database } from '../store/database';
import { compareModels } from './compare-models';
import type { Datasets } from './datasets';
import { type EvaluatedCase, type Evaluation, evaluateModel } from './evaluate-model';
import type { ModelInFolder, Models } from './models';
import { atPoint } from './operating-points';
import type { ScorerParts } from './score-files';
import { tableSubjects } from './table-subjects';
import { testSetFor } from './test-sets';

export interface ModelTestParts {
  readonly db: Database;
  readonly workers: ImageWorkers;
  readonly engine: EngineClient;
  readonly models: Models;
  readonly datasets: Datasets;
}

export interface ModelTests {
  /** Compares a model with the one in force and records the comparison, which the gate asks for. `dataset` as for testSetFor. */
  compare(modelId: string, dataset: string | null): Promise<ModelComparison>;
  /**
   * How well a model does on labelled images, at one of its operating points (null: as models.find gives it). Rejects with labels-unusable, not-found,
   * dataset-unusable, model-unusable, invalid-request (it has no such point).
   */
  evaluate(
    model: { readonly id: string; readonly point: OperatingPointName | null },
    source: Exclude<DatasetSource, { kind: 'labelled-cases' }>,
    onFailure: (failure: Failure, outcome: 'refused' | 'error') => void,
    onProgress: (done: number, all: number) => void,
    onScore?: (image: EvaluatedCase) => void,
  ): Promise<Evaluation>;
}

/** Puts models to the test, through the very path that images take when they are opened. */
export function createModelTests(parts: ModelTestParts): ModelTests {
  const { db, workers, engine, models, datasets } = parts;
  const scorer = (used: ModelInFolder): ScorerParts => ({ ...used, workers, predictor: engine });
  return {
    async compare(modelId, dataset) {
      // Not what `--model` names: the gate asks about the model in force.
      const [candidate, active] = [await models.find(modelId), await models.find('active')];
      const summaries = models.list();
      const summaryOf = (sha256: string) => summaries.find((one) => one.sha256 === sha256);
      const [candidateSummary, activeSummary] = [summaryOf(candidate.model.sha256), summaryOf(active.model.sha256)];
      if (candidateSummary === undefined || activeSummary === undefined) throw new Error('a model in use is not in the list of models');
      const testSet = testSetFor({ db, datasets }, candidateSummary, activeSummary, dataset);
      const comparison = await compareModels(scorer(candidate), scorer(active), testSet, Date.now());
      models.recordComparison(comparison);
      return comparison;
    },
    async evaluate({ id, point }, source: FileSource, onFailure, onProgress, onScore) {
      const found = await models.find(id);
      const used = point === null ? found : atPoint(found, point);
      const { images, problems } = readLabels(source);
      for (const problem of problems) onFailure(problem, 'error');
      const subjects = tableSubjects(source);
      const cases = images.map((image) => ({ ...image, patient: image.patient ?? image.name, subject: subjects.get(image.name) }));
      return evaluateModel(scorer(used), cases, onFailure, (done) => onProgress(done, cases.length), onScore);
    },
  };
}
