import type { StatusChange, StudyStatus } from '../../shared/worklist';
import type { Database } from './database';
import { readSettings } from './settings';
import { inTransaction, prepared } from './statements';
import { summariseStudy } from './study-summary';

/** What was behind a change of status. */
export type StatusCause = 'reader' | 'verdict' | 'undo';

/**
 * Sets the status of studies in one transaction, in the name of the reader whom the settings name, and answers those that had another one.
 * Earlier statuses stay in study_statuses. A study that is not there is left out. Throws 'database-locked', 'disk-full', 'read-only'.
 */
export function setStatus(
  database: Database,
  studyIds: readonly number[],
  status: StudyStatus,
  cause: StatusCause,
  nowMs = Date.now(),
): readonly StatusChange[] {
  return inTransaction(database, () => {
    const { readerName } = readSettings(database);
    return studyIds.flatMap((studyId) => {
      const from = statusOf(database, studyId);
      if (from === undefined || from === status) return [];
      addStatus(database, { studyId, status, reader: readerName, nowMs, cause });
      return [{ studyId, from }];
    });
  });
}

/**
 * A verdict was given on an image, or withdrawn: its study has been read, and may now be one on which reader and model disagree. A study that
 * was set aside for a second look stays so until a reader takes that back. Call it inside the transaction of the verdict.
 */
export function verdictChanged(database: Database, instanceId: number, decidedAtMs: number): void {
  const studyId = prepared<[number], number>(database, 'SELECT study_id FROM instances WHERE instance_id = ?').pluck().get(instanceId);
  if (studyId === undefined) throw new Error('A verdict on an image that is not there.');
  if (statusOf(database, studyId) === 'unread') setStatus(database, [studyId], 'read', 'verdict', decidedAtMs);
  summariseStudy(database, studyId);
}

function statusOf(database: Database, studyId: number): StudyStatus | undefined {
  return prepared<[number], StudyStatus>(database, 'SELECT status FROM studies WHERE study_id = ?').pluck().get(studyId);
}

interface NewStatus {
  readonly studyId: number;
  readonly status: StudyStatus;
  readonly reader: string;
  readonly nowMs: number;
  readonly cause: StatusCause;
}

/** The one place where a status comes about. */
function addStatus(database: Database, change: NewStatus): void {
  const insert =
    'INSERT INTO study_statuses (study_id, status, reader, set_at_ms, cause) VALUES (@studyId, @status, @reader, @nowMs, @cause)';
  prepared(database, insert).run(change);
  const { studyId, status } = change;
  prepared(database, "UPDATE studies SET status = @status, settled = (@status = 'read') WHERE study_id = @studyId").run({
    studyId,
    status,
  });
}
