import { ExpectedFailure, fail, type Failure } from '../../shared/failure';
import type { Activation } from '../store/activations';
import type { Database } from '../store/database';
import { knownModel } from '../store/models';
import { type ModelFolders, type ModelInFolder, openModel, placeOf } from './model-folders';

export interface ModelInForce {
  readonly used: ModelInFolder;
  /** Why the activated model cannot be used, and the one that came along is; null where all is well. */
  readonly problem: Failure | null;
}

/** The model of an activation. Where there is none it is the one that came along; so it is, with a `problem`, where its files are damaged or gone. */
export async function openActivated(
  db: Database,
  folders: ModelFolders,
  shipped: ModelInFolder,
  activation: Activation | null,
): Promise<ModelInForce> {
  if (activation === null || activation.modelSha256 === shipped.model.sha256) return { used: shipped, problem: null };
  const known = knownModel(db, activation.modelSha256);
  if (known === null) throw new Error('an activation names a model that the history does not know');
  // A newer Pneumoscope came with another model: it takes the older one's place.
  if (known.origin === 'shipped') return { used: shipped, problem: null };
  const { id } = known.card;
  try {
    const used = await openModel(placeOf(folders, id), id);
    if (used.model.sha256 !== known.sha256)
      fail('model-unusable', `The files of the model ${id} in ${used.folder} were changed.`, used.folder);
    return { used, problem: null };
  } catch (error) {
    if (!(error instanceof ExpectedFailure)) throw error;
    const message = `The model ${id} cannot be used, so ${shipped.model.card.id}, which came along, is in force. ${error.failure.message}`;
    return { used: shipped, problem: { ...error.failure, message } };
  }
}
