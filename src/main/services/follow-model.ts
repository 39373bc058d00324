import { setImmediate as turn } from 'node:timers/promises';
import type { Database } from '../store/database';
import { imagesWithResultOf, showResultsOf } from '../store/shown-result';

/** So many images are brought up to date in a few milliseconds: short enough for the window not to notice. */
const imagesAtOnce = 50;

/**
 * Has images show again what the model that came into force said of them earlier; those that it has not seen keep what they show until they are
 * scored. Ends early where another model came into force, or the history was closed. Nothing happens where it cannot be written.
 * @param onChanged told of the studies whose line in the list changed
 */
export async function followModel(
  db: Database,
  modelSha256: string,
  isInForce: () => boolean,
  onChanged: (studyIds: readonly number[]) => void,
): Promise<void> {
  if (db.readonly) return;
  for (let after = 0; ;) {
    await turn();
    if (!db.open || !isInForce()) return;
    const instanceIds = imagesWithResultOf(db, modelSha256, after, imagesAtOnce);
    const last = instanceIds.at(-1);
    if (last === undefined) return;
    const studyIds = showResultsOf(db, modelSha256, instanceIds);
    if (studyIds.length > 0) onChanged(studyIds);
    after = last;
  }
}
