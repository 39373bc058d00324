import type { StudyCriteria, StudySort } from '../../shared/worklist';
import type { Database } from './database';
import { localDay } from './local-day';
import { filterOf, type Filter } from './study-filter';
import { prepared } from './statements';

/**
 * The numbers of the studies that match, in the order asked for, from place `offset` on, `limit` at most. Walks the index of that order until
 * there are enough; studies without a date or a probability come last when sorted by it, either way; equal ones in the order of their import.
 */
export function studyIdsInOrder(database: Database, criteria: StudyCriteria, offset: number, limit: number, nowMs: number): number[] {
  const filter = filterOf(criteria, nowMs);
  if (criteria.sort === 'worklist') return worklistIds(database, filter, localDay(nowMs), offset, limit);
  const order = orderOf(criteria.sort, criteria.descending);
  return idsFrom(database, `INDEXED BY ${orders[criteria.sort].index} WHERE ${filter.conditions} ORDER BY ${order}`, [
    ...filter.values,
    limit,
    offset,
  ]);
}

/** How many studies match. */
export function countMatches(database: Database, criteria: StudyCriteria, nowMs: number): number {
  const { conditions, values, countIndex } = filterOf(criteria, nowMs);
  return countOf(database, `INDEXED BY ${countIndex} WHERE ${conditions}`, values);
}

/** The part of the worklist's order that does not depend on today: the rule is in docs/history.md. */
const byUrgency = 'urgency DESC, spread DESC, probability DESC, study_id';

/** Two walks, one after the other: today's unread studies, then all others. */
function worklistIds(database: Database, filter: Filter, today: string, offset: number, limit: number): number[] {
  const first = `INDEXED BY studies_unread WHERE status = 'unread' AND day = ? AND ${filter.conditions}`;
  const ids = idsFrom(database, `${first} ORDER BY ${byUrgency}`, [today, ...filter.values, limit, offset]);
  if (ids.length === limit) return ids;
  const firstCount = ids.length > 0 || offset === 0 ? offset + ids.length : countOf(database, first, [today, ...filter.values]);
  const others = `INDEXED BY studies_by_worklist WHERE NOT (status = 'unread' AND day = ?) AND ${filter.conditions}`;
  const values = [today, ...filter.values, limit - ids.length, Math.max(0, offset - firstCount)];
  return [...ids, ...idsFrom(database, `${others} ORDER BY settled, ${byUrgency}`, values)];
}

function idsFrom(database: Database, source: string, values: readonly (string | number)[]): number[] {
  return prepared<unknown[], number>(database, `SELECT study_id FROM studies ${source} LIMIT ? OFFSET ?`).pluck().all(values);
}

function countOf(database: Database, source: string, values: readonly (string | number)[]): number {
  return prepared<unknown[], number>(database, `SELECT count(*) FROM studies ${source}`).pluck().get(values) ?? 0;
}

/** NULLS LAST on the first column only: that is what SQLite can read from an index either way. */
const orders = {
  imported: { index: 'studies_by_import', columns: ['imported_at_ms'] },
  'study-date': { index: 'studies_by_date', columns: ['study_date', 'study_time'] },
  'patient-name': { index: 'studies_by_name', columns: ['search_text'] },
  'patient-id': { index: 'studies_by_patient_id', columns: ['patient_id_sort'] },
  probability: { index: 'studies_by_probability', columns: ['probability'] },
} as const satisfies Record<Exclude<StudySort, 'worklist'>, { readonly index: string; readonly columns: readonly string[] }>;

function orderOf(sort: keyof typeof orders, descending: boolean): string {
  const direction = descending ? 'DESC' : 'ASC';
  const [first, ...others] = [...orders[sort].columns, 'study_id'];
  return [`${first} ${direction} NULLS LAST`, ...others.map((column) => `${column} ${direction}`)].join(', ');
}
