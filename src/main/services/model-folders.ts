import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fail } from '../../shared/failure';
import type { ActiveModel, ModelSummary } from '../../shared/model';
import { readModelFolder } from '../engine/model-folder';
import type { Database } from '../store/database';
import { type KnownModel, knownModels } from '../store/models';
import { chosenPoint } from '../store/operating-points';

/** Where models lie: each in a folder of its own, named by its id. */
export interface ModelFolders {
  /** Holds the one model that came with the application. */
  readonly shipped: string;
  /** Holds those trained or imported on this machine. */
  readonly added: string;
}

/** A model and where its files lie: what it takes to compute with it and to pin what it gave. */
export interface ModelInFolder {
  readonly folder: string;
  readonly model: ActiveModel;
}

/** An id names a folder: no path, no hidden file. */
export function isModelId(id: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(id);
}

/** The folder of a model that was added on this machine. Fails as 'model-unusable' where there can be none of this id. */
export function placeOf({ added }: ModelFolders, id: string): string {
  if (!isModelId(id)) fail('model-unusable', `There is no model ${id}.`);
  return join(added, id);
}

/** The card and hash of the model in a folder, without loading TensorFlow. Rejects with model-unusable where it is missing or damaged. */
export async function openModel(folder: string, id: string): Promise<ModelInFolder> {
  if (!existsSync(folder)) fail('model-unusable', `There is no model ${id}.`, folder);
  const { card, sha256 } = await readModelFolder(folder);
  return { folder, model: { card, sha256 } };
}

/** The model that came with the application. Rejects with model-unusable where there is none, or it is damaged. */
export async function openShippedModel({ shipped }: Pick<ModelFolders, 'shipped'>): Promise<ModelInFolder> {
  const [first] = existsSync(shipped)
    ? readdirSync(shipped, { withFileTypes: true }).filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    : [];
  if (first === undefined) fail('model-unusable', 'No model came with this installation. Install the application again.');
  return openModel(join(shipped, first.name), first.name);
}

/** The models that can be used: the one that came along, then those added whose files are there, in the order in which they became known. */
export function summariesOf(
  db: Database,
  { added }: ModelFolders,
  { model: shipped }: ModelInFolder,
  activeSha256: string,
): readonly ModelSummary[] {
  const usable = knownModels(db).filter(({ origin, card }) => origin !== 'shipped' && existsSync(join(added, card.id)));
  // Where a folder's files were replaced, the history knows both: the later ones count.
  const latest = new Map(usable.map((model) => [model.card.id, model]));
  const models: readonly KnownModel[] = [{ ...shipped, origin: 'shipped', run: null }, ...latest.values()];
  return models.map(({ card, sha256, origin, run }) => ({
    id: card.id,
    name: card.name,
    sha256,
    createdOn: card.createdOn,
    origin,
    run,
    active: sha256 === activeSha256,
    card,
    operatingPoint: chosenPoint(db, sha256),
  }));
}
