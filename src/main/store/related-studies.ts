import type { RelatedStudies, RelatedStudy } from '../../shared/related-studies';
import type { Database } from './database';
import { studyRows } from './study-rows';
import { foldText } from './search-text';
import { withSqliteFailures } from './sqlite-failure';
import { prepared } from './statements';

/** Of each kind so many at most: data made anonymous may hold a whole archive under one patient. */
const mostStudies = 100;

interface Person {
  readonly patientKey: number;
  readonly patientId: string;
  readonly patientName: string;
  readonly patientSex: string;
  readonly birthDate: string | null;
}

interface Visit {
  readonly studyId: number;
  readonly studyDate: string | null;
  readonly studyTime: string | null;
  readonly bodyPartExamined: string;
  readonly patientName: string;
}

/**
 * The other studies of a study's patient, newest first. The same patient is who the history holds as one (Patient ID, name and
 * birth date), and who has the same Patient ID and birth date under another name, since names change: those say so. Without a
 * birth date an ID alone is not enough, because hospitals number their patients independently. Empty for a study that is not there.
 */
export function relatedStudies(database: Database, studyId: number): RelatedStudies {
  return withSqliteFailures(() => {
    const person = prepared<[number], Person>(database, selectPerson).get(studyId);
    const current = prepared<[number], Visit>(database, `${selectVisits} WHERE studies.study_id = ?`).get(studyId);
    if (person === undefined || current === undefined) return { earlier: [], later: [], undated: [] };
    const day = current.studyDate ?? lastDay;
    const found = keysOf(database, person).flatMap((key) => visitsAround(database, key, day));
    const others = found.filter((visit) => visit.studyId !== studyId).sort(newestFirst);
    const those = (isMeant: (order: number) => boolean): Visit[] => others.filter((visit) => isMeant(compareDates(visit, current)));
    return {
      earlier: relatedTo(database, person, those((order) => order < 0).slice(0, mostStudies)),
      later: relatedTo(database, person, those((order) => order > 0).slice(-mostStudies)),
      undated: relatedTo(database, person, those(Number.isNaN).slice(0, mostStudies)),
    };
  });
}

const lastDay = '9999-12-31';

/** The patient's studies nearest to a day: up to it, after it, and those without a date. */
function visitsAround(database: Database, patientKey: number, day: string): readonly Visit[] {
  const nearest = (condition: string, direction: 'ASC' | 'DESC', ...values: readonly string[]): readonly Visit[] => {
    const order = ['study_date', 'study_time', 'study_id'].map((column) => `studies.${column} ${direction}`).join(', ');
    const sql = `${selectVisits} WHERE studies.patient_key = ? AND ${condition} ORDER BY ${order} LIMIT ${String(mostStudies + 1)}`;
    return prepared<unknown[], Visit>(database, sql).all([patientKey, ...values]);
  };
  return [
    ...nearest('studies.study_date <= ?', 'DESC', day),
    ...nearest('studies.study_date > ?', 'ASC', day),
    ...nearest('studies.study_date IS NULL', 'DESC'),
  ];
}

/** An identity begins with the Patient ID (see patientIdentity in record-images.ts), so all who share one lie together in its index. */
function keysOf(database: Database, person: Person): readonly number[] {
  if (person.patientId === '' || person.birthDate === null) return [person.patientKey];
  const prefix = JSON.stringify(['patient', person.patientId]).slice(0, -1);
  const sameId = prepared<[string, string], Person>(database, selectById).all(`${prefix},`, `${prefix}-`);
  const isSame = ({ birthDate, patientSex }: Person): boolean =>
    birthDate === person.birthDate && (patientSex === person.patientSex || patientSex === '' || person.patientSex === '');
  return sameId.filter((other) => other.patientKey === person.patientKey || isSame(other)).map(({ patientKey }) => patientKey);
}

/** Below 0 where the first is earlier, above where it is later; NaN where the dates do not tell. */
function compareDates(one: Visit, other: Visit): number {
  if (one.studyDate === null || other.studyDate === null) return Number.NaN;
  if (one.studyDate !== other.studyDate) return one.studyDate < other.studyDate ? -1 : 1;
  if (one.studyTime === null || other.studyTime === null || one.studyTime === other.studyTime) return Number.NaN;
  return one.studyTime < other.studyTime ? -1 : 1;
}

/** Those without a date last; equal ones by arrival. */
function newestFirst(one: Visit, other: Visit): number {
  const moment = ({ studyDate, studyTime }: Visit): string => `${studyDate ?? ''} ${studyTime ?? ''}`;
  if (moment(one) !== moment(other)) return moment(one) < moment(other) ? 1 : -1;
  return other.studyId - one.studyId;
}

function relatedTo(database: Database, person: Person, visits: readonly Visit[]): readonly RelatedStudy[] {
  const rows = new Map(
    studyRows(
      database,
      visits.map(({ studyId }) => studyId),
    ).map((row) => [row.studyId, row]),
  );
  return visits.flatMap(({ studyId, studyTime, bodyPartExamined, patientName }) => {
    const study = rows.get(studyId);
    const otherName = foldText(patientName) === foldText(person.patientName) ? null : patientName;
    return study === undefined ? [] : [{ study, studyTime, bodyPartExamined, otherName }];
  });
}

const personColumns = `patients.patient_key AS patientKey, patients.patient_id AS patientId, patients.patient_name AS patientName,
    patients.patient_sex AS patientSex, patients.patient_birth_date AS birthDate`;

const selectPerson = `SELECT ${personColumns} FROM studies JOIN patients USING (patient_key) WHERE studies.study_id = ?`;

const selectById = `SELECT ${personColumns} FROM patients WHERE identity >= ? AND identity < ?`;

const selectVisits = `
  SELECT studies.study_id AS studyId, studies.study_date AS studyDate, studies.study_time AS studyTime,
    series.body_part_examined AS bodyPartExamined, patients.patient_name AS patientName
  FROM studies
    JOIN patients USING (patient_key)
    JOIN instances ON instances.instance_id = studies.lead_instance_id
    JOIN series USING (series_key)`;
