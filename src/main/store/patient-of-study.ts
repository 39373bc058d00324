import { fail } from '../../shared/failure';
import type { Database } from './database';
import { withSqliteFailures } from './sqlite-failure';
import { prepared } from './statements';

/** The number that tells a study's patient from others in this history. Throws 'not-in-history'. */
export function patientKeyOf(database: Database, studyId: number): number {
  const sql = 'SELECT patient_key FROM studies WHERE study_id = ?';
  const key = withSqliteFailures(() => prepared<[number], number>(database, sql).pluck().get(studyId));
  return key ?? fail('not-in-history', `The history holds no study with the number ${String(studyId)}.`);
}
