import { fail } from '../../shared/failure';
import type { StudyResult } from '../../shared/prediction';
import type { StudyPage, StudyQuery, StudyRow, StudySort } from '../../shared/study';
import type { Database } from './database';
import { searchWords } from './search-text';
import { withSqliteFailures } from './sqlite-failure';
import { prepared } from './statements';

/**
 * One page of the study list and how many studies match in all. Every word of `search` has to occur somewhere in patient name,
 * patient id, accession number or study description, whatever its case or accents. Studies without a date or a probability
 * come last when sorted by it, either way; equal ones in the order of their import.
 * Throws 'invalid-request' for a page outside 1 to 500 rows.
 */
export function listStudies(database: Database, query: StudyQuery): StudyPage {
  if (!Number.isSafeInteger(query.offset) || query.offset < 0) fail('invalid-request', 'A page of studies begins at 0 or later.');
  if (!Number.isSafeInteger(query.limit) || query.limit < 1 || query.limit > 500) fail('invalid-request', 'A page holds 1 to 500 studies.');
  return withSqliteFailures(() => {
    const filter = filterOf(query);
    const rows = pageOf(database, query, filter);
    const isLastPage = rows.length < query.limit && (rows.length > 0 || query.offset === 0);
    const total = isLastPage ? query.offset + rows.length : countMatches(database, filter);
    return { total, offset: query.offset, rows };
  });
}

interface Filter {
  /** '' for all studies. */
  readonly where: string;
  readonly values: readonly string[];
}

/** Walks the index of the order asked for until the page is full; only then are the page's rows put together. */
function pageOf(database: Database, query: StudyQuery, filter: Filter): readonly StudyRow[] {
  const order = orderOf(query);
  const page = `SELECT study_id FROM studies INDEXED BY ${orders[query.sort].index} ${filter.where} ORDER BY ${order} LIMIT ? OFFSET ?`;
  const sql = `WITH page AS MATERIALIZED (${page}) ${selectStudyRows} WHERE studies.study_id IN page ORDER BY ${order}`;
  return prepared<unknown[], StudyRowColumns>(database, sql)
    .all([...filter.values, query.limit, query.offset])
    .map(studyRowOf);
}

function countMatches(database: Database, filter: Filter): number {
  const index = filter.where === '' ? '' : 'INDEXED BY studies_by_name';
  const sql = `SELECT count(*) FROM studies ${index} ${filter.where}`;
  return prepared<unknown[], number>(database, sql).pluck().get(filter.values) ?? 0;
}

/** The cheap conditions first: SQLite tests them in this order. GLOB, because instr() takes twice as long over the same text. */
function filterOf(query: StudyQuery): Filter {
  const parts: (readonly [string, string])[] = [];
  if (query.result !== 'any') parts.push(['result = ?', query.result]);
  if (query.dateFrom !== null) parts.push(['study_date >= ?', query.dateFrom]);
  if (query.dateTo !== null) parts.push(['study_date <= ?', query.dateTo]);
  for (const word of searchWords(query.search)) parts.push(['search_text GLOB ?', `*${word.replace(/[*?[]/g, '[$&]')}*`]);
  const conditions = parts.map(([condition]) => condition).join(' AND ');
  return { where: conditions === '' ? '' : `WHERE ${conditions}`, values: parts.map(([, value]) => value) };
}

/** Each order has an index. NULLS LAST on the first column only: that is what SQLite can read from an index either way. */
const orders = {
  imported: { index: 'studies_by_import', columns: ['imported_at_ms'] },
  'study-date': { index: 'studies_by_date', columns: ['study_date', 'study_time'] },
  'patient-name': { index: 'studies_by_name', columns: ['search_text'] },
  'patient-id': { index: 'studies_by_patient_id', columns: ['patient_id_sort'] },
  probability: { index: 'studies_by_probability', columns: ['probability'] },
} as const satisfies Record<StudySort, { readonly index: string; readonly columns: readonly string[] }>;

function orderOf({ sort, descending }: StudyQuery): string {
  const direction = descending ? 'DESC' : 'ASC';
  const [first, ...others] = [...orders[sort].columns, 'study_id'];
  return [`studies.${first} ${direction} NULLS LAST`, ...others.map((column) => `studies.${column} ${direction}`)].join(', ');
}

/** The list's line of each of these studies; a study that is not there is left out. */
export function studyRows(database: Database, studyIds: readonly number[]): readonly StudyRow[] {
  const select = prepared<[number], StudyRowColumns>(database, `${selectStudyRows} WHERE studies.study_id = ?`);
  return studyIds.flatMap((studyId) => select.all(studyId).map(studyRowOf));
}

type StudyRowColumns = Omit<StudyRow, 'result'> & {
  readonly status: 'ok' | 'refused' | 'error' | null;
  readonly probability: number | null;
  readonly threshold: number | null;
  readonly failureMessage: string | null;
};

const selectStudyRows = `
  SELECT studies.study_id AS studyId, studies.study_instance_uid AS studyInstanceUid, patients.patient_name AS patientName,
    patients.patient_id AS patientId, patients.patient_sex AS patientSex, studies.patient_age_years AS patientAgeYears,
    studies.study_date AS studyDate, studies.study_description AS studyDescription, series.modality AS modality,
    studies.image_count AS imageCount, studies.lead_instance_id AS leadInstanceId, studies.imported_at_ms AS importedAtMs,
    results.status AS status, results.probability AS probability, results.threshold AS threshold,
    results.failure_message AS failureMessage
  FROM studies
    JOIN patients USING (patient_key)
    JOIN instances ON instances.instance_id = studies.lead_instance_id
    JOIN series USING (series_key)
    LEFT JOIN results ON results.result_id = studies.lead_result_id`;

function studyRowOf(columns: StudyRowColumns): StudyRow {
  const { status, probability, threshold, failureMessage, ...study } = columns;
  return { ...study, result: studyResultOf(status, probability, threshold, failureMessage) };
}

function studyResultOf(
  status: StudyRowColumns['status'],
  probability: number | null,
  threshold: number | null,
  failureMessage: string | null,
): StudyResult {
  if (status === null) return { status: 'pending' };
  if (status !== 'ok') return { status, message: failureMessage ?? '' };
  if (probability === null || threshold === null) throw new Error('A result that is ok has no score.');
  return { status, probability, threshold, positive: probability >= threshold };
}
