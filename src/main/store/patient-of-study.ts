import { fail } from '../../shared/failure';
import type { Database } from './database';
import { withSqliteFailures } from './sqlite-failure';
import { prepared } from './statements';

/** ISO dates of the same patient's studies before this one, newest first. */
export function earlierStudyDates(database: Database, studyId: number): readonly string[] {
  const sql = `SELECT DISTINCT earlier.study_date FROM studies JOIN studies AS earlier USING (patient_key)
    WHERE studies.study_id = ? AND earlier.study_date < studies.study_date ORDER BY earlier.study_date DESC`;
  return withSqliteFailures(() => prepared<[number], string>(database, sql).pluck().all(studyId));
}

/** The number that tells a study's patient from others in this history. Throws 'not-in-history'. */
export function patientKeyOf(database: Database, studyId: number): number {
  const sql = 'SELECT patient_key FROM studies WHERE study_id = ?';
  const key = withSqliteFailures(() => prepared<[number], number>(database, sql).pluck().get(studyId));
  return key ?? fail('not-in-history', `The history holds no study with the number ${String(studyId)}.`);
}
