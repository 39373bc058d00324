import type { ActiveModel } from '../../shared/model';
import { readModelFolder } from '../engine/model-folder';

/** The card and hash of the model in a folder, without loading TensorFlow; fails as 'model-unusable' where the folder is damaged. */
export async function readActiveModel(folder: string): Promise<ActiveModel> {
  const { card, sha256 } = await readModelFolder(folder);
  return { card, sha256 };
}
