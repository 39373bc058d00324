import { fail, type Failure } from '../../shared/failure';
import type { ActiveModel, ModelComparison, ModelSummary } from '../../shared/model';
import type { OperatingPointName } from '../../shared/model-card';
import { pictureFormOf } from '../preprocess/network-input';
import { type Activation, activationBefore, latestActivation, recordActivation, undoActivation } from '../store/activations';
import { recordAudit } from '../store/audit-trail';
import { latestComparison, recordComparison } from '../store/comparisons';
import type { Database } from '../store/database';
import { knownModel, recordModel } from '../store/models';
import { inTransaction } from '../store/statements';
import { exportModel, type ExportForm, importModel } from './exchange-models';
import { checkGate } from './model-gate';
import { type ModelInForce, openActivated } from './model-in-force';
import { type ModelFolders, type ModelInFolder, openModel, openShippedModel, placeOf, summariesOf } from './model-folders';
import { atChosenPoint, atPoint, choosePoint } from './operating-points';

export type { ModelFolders, ModelInFolder } from './model-folders';

export interface ModelsParts {
  readonly db: Database;
  readonly folders: ModelFolders;
  /** Used by this process in place of the model in force. */
  readonly modelId?: string | undefined;
  /** Used by this process in place of the operating point in force. */
  readonly operatingPoint?: OperatingPointName | undefined;
  /** Called when another model has come into force, or another of its operating points. */
  readonly onChange: (model: ActiveModel) => void;
}

/** The models there are, which of them is in force, and the gate between them. */
export interface Models {
  /** The model that scores now, at the operating point in force. Whoever computes with it reads this once, since it can change at any moment. */
  active(): ModelInFolder;
  /** Why the model that should be in force is not, and the one that came along is; null where all is well. */
  problem(): Failure | null;
  /** Every model that can be used: the one that came along first, then by when it became known. */
  list(): readonly ModelSummary[];
  /** A model by its id, 'shipped' or 'active', which alone is at the operating point in force and not at its own. Rejects with model-unusable where there is none or its files are damaged. */
  find(id: string): Promise<ModelInFolder>;
  /** How this candidate last did beside the model now in force; null where that was not looked at. */
  comparisonOf(candidateSha256: string): ModelComparison | null;
  /** Keeps a comparison, for the gate to ask. Throws disk-full, read-only. */
  recordComparison(comparison: ModelComparison): void;
  /**
   * Puts a model in force and says so in the audit trail. Rejects with gate-closed where no comparison with the model in force was made, or
   * where it says 'worse', unless `despite`; with model-unusable, disk-full, read-only.
   */
  activate(id: string, options: { readonly despite: boolean }): Promise<ActiveModel>;
  /**
   * Puts another operating point of the model in force in force (null for the model's own), and says so in the audit trail. Results that are there
   * keep theirs. Throws invalid-request where another model is in force, or has no such point; disk-full, read-only.
   */
  choosePoint(id: string, point: OperatingPointName | null): ActiveModel;
  /** Undoes the latest activation, and says so in the audit trail. Rejects with gate-closed where there is none, disk-full, read-only. */
  rollback(): Promise<ActiveModel>;
  /** Writes a model to a file or folder, and answers it; rejects as exportModel does. */
  export(id: string, target: string, form: ExportForm): Promise<string>;
  /** Takes a packaged model in as a candidate; rejects as importModel does. */
  import(file: string): Promise<ModelSummary>;
}

/**
 * @throws ExpectedFailure model-unusable where the model that came along, or the one of `modelId`, cannot be used; invalid-request where that has no
 * such `operatingPoint`; disk-full
 */
export async function createModels({ db, folders, modelId, operatingPoint, onChange }: ModelsParts): Promise<Models> {
  const shipped = await openShippedModel(folders);
  remember(shipped);
  let inForce = await openActivated(db, folders, shipped, latestActivation(db));
  const chosen = modelId === undefined ? null : await find(modelId);
  if (operatingPoint !== undefined) atPoint(chosen ?? inForce.used, operatingPoint); // fails here rather than at each image
  let changed: Promise<unknown> = Promise.resolve();

  /** The history has to know a model before it can refer to it; one that cannot be written to refers to none. */
  function remember({ folder, model }: ModelInFolder): void {
    const origin = knownModel(db, model.sha256)?.origin ?? (folder === shipped.folder ? 'shipped' : 'imported');
    if (!db.readonly) recordModel(db, model, origin);
  }

  async function find(id: string): Promise<ModelInFolder> {
    if (id === 'active') return atChosenPoint(db, inForce.used);
    if (id === 'shipped' || id === shipped.model.card.id) return shipped;
    const found = await openModel(placeOf(folders, id), id);
    remember(found);
    return found;
  }

  const comparisonOf = (sha256: string): ModelComparison | null => latestComparison(db, sha256, inForce.used.model.sha256);

  function tell({ model }: ModelInFolder): ActiveModel {
    onChange(model);
    return model;
  }

  function putInForce(next: ModelInForce): ActiveModel {
    inForce = next;
    return tell(atChosenPoint(db, next.used));
  }

  function active(): ModelInFolder {
    const used = chosen ?? inForce.used;
    return operatingPoint === undefined ? atChosenPoint(db, used) : atPoint(used, operatingPoint);
  }

  function choosePointOf(id: string, point: OperatingPointName | null): ActiveModel {
    if (id !== inForce.used.model.card.id)
      fail('invalid-request', `The model ${id} is not in force: an operating point is chosen for the model in force.`);
    return tell(choosePoint(db, inForce.used, point));
  }

  async function activate(id: string, despite: boolean): Promise<ActiveModel> {
    const latest = latestActivation(db);
    inForce = await openActivated(db, folders, shipped, latest); // another process may have put another one in force
    const { used } = inForce;
    const candidate = await find(id);
    pictureFormOf(candidate.model.card);
    const comparison = comparisonOf(candidate.model.sha256);
    checkGate(candidate.model, used.model, comparison, despite);
    inTransaction(db, () => {
      requireLatest(db, latest);
      const now = Date.now();
      recordActivation(db, { modelSha256: candidate.model.sha256, previousSha256: used.model.sha256, activatedAtMs: now });
      const detail = { ...changeOf(candidate.model, used.model), ...groundsOf(comparison), despite };
      recordAudit(db, 'model-activated', detail, now);
    });
    return putInForce({ used: candidate, problem: null });
  }

  async function rollback(): Promise<ActiveModel> {
    const undone = latestActivation(db);
    if (undone === null) fail('gate-closed', `There is no activation to undo: ${shipped.model.card.id}, which came along, is in force.`);
    const { used } = await openActivated(db, folders, shipped, undone);
    const next = await openActivated(db, folders, shipped, activationBefore(db, undone.activationId));
    inTransaction(db, () => {
      requireLatest(db, undone);
      const now = Date.now();
      undoActivation(db, undone.activationId, now);
      recordAudit(db, 'model-rolled-back', changeOf(next.used.model, used.model), now);
    });
    return putInForce(next);
  }

  function inTurn(change: () => Promise<ActiveModel>): Promise<ActiveModel> {
    const next = changed.then(change);
    changed = next.catch(() => undefined);
    return next;
  }

  const list = (): readonly ModelSummary[] => summariesOf(db, folders, shipped, inForce.used.model.sha256);
  return {
    active,
    problem: () => inForce.problem,
    list,
    find,
    comparisonOf,
    recordComparison: (comparison) => recordComparison(db, comparison),
    activate: (id, { despite }) => inTurn(() => activate(id, despite)),
    choosePoint: choosePointOf,
    rollback: () => inTurn(rollback),
    export: (id, target, form) => exportModel({ db, folders, find, list }, id, target, form),
    import: (file) => importModel({ db, folders, find, list }, file),
  };
}

/** Throws 'gate-closed' where another process changed the model in force since `latest` was read. */
function requireLatest(db: Database, latest: Activation | null): void {
  if (latestActivation(db)?.activationId === latest?.activationId) return;
  fail('gate-closed', 'Another Pneumoscope has just changed the model in force. Look at the models again.');
}

/** What the audit trail says of one model following another. */
function changeOf(next: ActiveModel, previous: ActiveModel) {
  return { modelId: next.card.id, modelSha256: next.sha256, previousId: previous.card.id, previousSha256: previous.sha256 };
}

/** What the audit trail says of why a model could come into force: nulls where it was not compared. */
function groundsOf(comparison: ModelComparison | null) {
  return {
    verdict: comparison?.verdict ?? null,
    testSet: comparison?.testSet ?? null,
    images: comparison?.images ?? null,
    aucDifference: comparison?.aucDifference ?? null,
    differenceLow: comparison?.differenceLow ?? null,
    differenceHigh: comparison?.differenceHigh ?? null,
  };
}
