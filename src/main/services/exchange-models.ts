import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { fail } from '../../shared/failure';
import type { ActiveModel, ModelSummary } from '../../shared/model';
import { pictureFormOf } from '../preprocess/network-input';
import { recordAudit } from '../store/audit-trail';
import type { Database } from '../store/database';
import { recordModel } from '../store/models';
import { isModelId, type ModelFolders, type ModelInFolder } from './model-folders';
import { exportLayersModel, exportPackage, type PackagedModel, readPackage, unpack } from './model-package';

export interface ExchangeParts {
  readonly db: Database;
  readonly folders: ModelFolders;
  readonly find: (id: string) => Promise<ModelInFolder>;
  readonly list: () => readonly ModelSummary[];
}

/** 'package': one checksummed file for another Pneumoscope. 'layers-model': a folder for TensorFlow.js and the tools around it. */
export type ExportForm = 'package' | 'layers-model';

/**
 * Writes a model to a file (package) or a folder (layers-model), and says so in the audit trail; answers which. Rejects with
 * model-unusable, invalid-request where a folder is there already, disk-full, read-only.
 */
export async function exportModel({ db, find }: ExchangeParts, id: string, target: string, form: ExportForm): Promise<string> {
  const { folder, model } = await find(id);
  if (form === 'package') await exportPackage(folder, target);
  else await exportLayersModel(folder, target);
  const detail = { modelId: model.card.id, modelSha256: model.sha256, form, file: basename(target) };
  if (!db.readonly) recordAudit(db, 'model-exported', detail);
  return target;
}

/**
 * Takes in a model that was exported as a package; it is a candidate like any other. One that is here already is left as it is. Another one of
 * the same id gets a number behind its own. Rejects with model-unusable, disk-full, read-only.
 */
export async function importModel(parts: ExchangeParts, file: string): Promise<ModelSummary> {
  const { db, folders, list } = parts;
  const packaged = await readPackage(file);
  const { card, sha256 } = packaged.files;
  if (!isModelId(card.id)) fail('model-unusable', `The model file ${file} calls its model by a name that no folder can have.`, file);
  pictureFormOf(card);
  const present = list().find((model) => model.sha256 === sha256);
  if (present !== undefined) return requireSameCard(present, packaged, file);
  const id = freeId(parts, card.id);
  const imported: ActiveModel = { card: await unpack(packaged, folders.added, id), sha256 };
  recordModel(db, imported, 'imported');
  recordAudit(db, 'model-imported', { modelId: id, modelSha256: sha256, file: basename(file) });
  return summaryOf(parts, id);
}

/** The same network with another threshold or description would score under the other's name. */
function requireSameCard(present: ModelSummary, { files }: PackagedModel, file: string): ModelSummary {
  const same = isDeepStrictEqual({ ...files.card, id: '' }, { ...present.card, id: '' });
  if (same) return present;
  return fail(
    'model-unusable',
    `The model file ${file} holds the network of ${present.id}, which is here already, with another card. Use ${present.id}.`,
    file,
  );
}

function freeId({ folders, list }: ExchangeParts, wanted: string): string {
  const taken = new Set(list().map(({ id }) => id));
  let id = wanted;
  for (let edition = 2; taken.has(id) || existsSync(join(folders.added, id)); edition += 1) id = `${wanted}-${edition}`;
  return id;
}

function summaryOf({ list }: ExchangeParts, id: string): ModelSummary {
  const summary = list().find((model) => model.id === id);
  if (summary === undefined) throw new Error('an imported model is not among the models');
  return summary;
}
