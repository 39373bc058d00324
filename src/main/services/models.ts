import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fail } from '../../shared/failure';
import type { ActiveModel } from '../../shared/model';
import { readModelFolder } from '../engine/model-folder';

/** The card and hash of the model in a folder, without loading TensorFlow; fails as 'model-unusable' where the folder is damaged. */
export async function readActiveModel(folder: string): Promise<ActiveModel> {
  const { card, sha256 } = await readModelFolder(folder);
  return { card, sha256 };
}

/**
 * Finds a model by id in the folders that hold models, first folder first; without an id the one that came with the
 * application, in the last folder. Fails as 'model-unusable' where there is none.
 */
export async function findModel(folders: readonly string[], id: string | undefined): Promise<{ folder: string; model: ActiveModel }> {
  const folder =
    id === undefined ? bundledModel(folders.at(-1)) : folders.map((place) => join(place, id)).find((place) => existsSync(place));
  if (folder === undefined) {
    fail(
      'model-unusable',
      id === undefined ? 'No model came with this installation. Install the application again.' : `There is no model ${id}.`,
    );
  }
  return { folder, model: await readActiveModel(folder) };
}

function bundledModel(place: string | undefined): string | undefined {
  if (place === undefined || !existsSync(place)) return undefined;
  const [first] = readdirSync(place, { withFileTypes: true }).filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'));
  return first && join(place, first.name);
}
