import type { Failure } from '../../shared/failure';
import type { ImportProgress } from '../../shared/study';
import type { RecordOutcome } from '../store/studies';

/** What an import has done so far. */
export interface ImportTally {
  readonly importId: number;
  readonly startedAtMilliseconds: number;
  state: ImportProgress['state'];
  filesFound: number;
  filesDone: number;
  imported: number;
  duplicates: number;
  readonly failures: Failure[];
  firstStudyId: number | null;
  waitsForHistory: boolean;
}

export function newTally(importId: number): ImportTally {
  return {
    importId,
    startedAtMilliseconds: performance.now(),
    state: 'searching',
    filesFound: 0,
    filesDone: 0,
    imported: 0,
    duplicates: 0,
    failures: [],
    firstStudyId: null,
    waitsForHistory: false,
  };
}

/** Counts one file whose fate is known. */
export function countFailure(tally: ImportTally, failure: Failure): void {
  tally.filesDone += 1;
  tally.failures.push(failure);
}

/** Counts one file that was taken; `file` is its path as the import knows it. */
export function countOutcome(tally: ImportTally, outcome: RecordOutcome, file: string): void {
  if ('failure' in outcome) {
    countFailure(tally, { ...outcome.failure, file });
    return;
  }
  tally.filesDone += 1;
  if (outcome.kind === 'new') tally.imported += 1;
  else tally.duplicates += 1;
  tally.firstStudyId ??= outcome.studyId;
}

/** The tally as the window sees it. The time left assumes that files go on at the rate they went so far. */
export function progressOf(tally: ImportTally): ImportProgress {
  const { importId, state, filesFound, filesDone, imported, duplicates, firstStudyId, waitsForHistory } = tally;
  const elapsedMilliseconds = Math.round(performance.now() - tally.startedAtMilliseconds);
  const remaining = filesDone === 0 ? null : Math.round((elapsedMilliseconds / filesDone) * (filesFound - filesDone));
  return {
    importId,
    state,
    filesFound,
    filesDone,
    imported,
    duplicates,
    failures: [...tally.failures],
    elapsedMilliseconds,
    remainingMilliseconds: state === 'importing' ? remaining : state === 'searching' ? null : 0,
    firstStudyId,
    waitsForHistory,
  };
}
