import type { DatasetSummary } from '../../shared/dataset';
import { fail } from '../../shared/failure';
import type { Database } from '../store/database';
import { findDataset, similarDatasetName } from '../store/datasets';

/** A dataset's name is also its folder's: letters, digits, '-', '_' and '.', begun and ended without a dot, up to 100. */
const soundName = /^(?=.{1,100}$)[A-Za-z0-9_-]+(\.+[A-Za-z0-9_-]+)*$/;

/**
 * Checks that a dataset may be added under a name; answers what is there already, or null.
 * @throws ExpectedFailure invalid-request, dataset-locked, read-only
 */
export function checkAddition(db: Database, name: string, locked: boolean): DatasetSummary | null {
  if (db.readonly) fail('read-only', 'The folder that holds the case history is read-only, so no dataset can be added.');
  checkName(name);
  const similar = similarDatasetName(db, name);
  if (similar !== null) {
    fail('invalid-request', `There is a dataset ${similar} already; another one must differ from it in more than capitals.`);
  }
  const before = findDataset(db, name, null);
  // What was held for testing stays held: else a model could be tested on what it was trained on.
  if (before?.locked === true && !locked) fail('dataset-locked', `The dataset ${name} is locked. Add it locked, or under another name.`);
  return before;
}

/** Throws invalid-request for a name that can't be a dataset's. */
export function checkName(name: string): void {
  if (soundName.test(name)) return;
  fail('invalid-request', `${JSON.stringify(name)} is no name for a dataset: use letters, digits, -, _ and . (up to 100).`);
}
