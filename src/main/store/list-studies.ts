import { fail } from '../../shared/failure';
import type { StudyPage, StudyQuery } from '../../shared/study';
import type { StatusCounts, StudyCriteria, StudyFacets, StudyStatus } from '../../shared/worklist';
import type { Database } from './database';
import { withSqliteFailures } from './sqlite-failure';
import { prepared } from './statements';
import { filterOf } from './study-filter';
import { countMatches, studyIdsInOrder } from './study-order';
import { studyRows } from './study-rows';

/**
 * One page of the study list and how many studies match in all. `nowMs` says what today is, for the criteria and for the worklist's order.
 * Throws 'invalid-request' for a page outside 1 to 500 rows.
 */
export function listStudies(database: Database, query: StudyQuery, nowMs = Date.now()): StudyPage {
  const { offset, limit } = query;
  if (!Number.isSafeInteger(offset) || offset < 0) fail('invalid-request', 'A page of studies begins at 0 or later.');
  if (!Number.isSafeInteger(limit) || limit < 1 || limit > 500) fail('invalid-request', 'A page holds 1 to 500 studies.');
  return withSqliteFailures(() => {
    const ids = studyIdsInOrder(database, query, offset, limit, nowMs);
    const isLastPage = ids.length < limit && (ids.length > 0 || offset === 0);
    const total = isLastPage ? offset + ids.length : countMatches(database, query, nowMs);
    return { total, offset, rows: studyRows(database, ids) };
  });
}

/** The numbers of the studies at these places of the list, for a selection that reaches beyond the pages that were fetched. */
export function listStudyIds(
  database: Database,
  { criteria, offset, limit }: { readonly criteria: StudyCriteria; readonly offset: number; readonly limit: number },
  nowMs = Date.now(),
): readonly number[] {
  return withSqliteFailures(() => studyIdsInOrder(database, criteria, offset, limit, nowMs));
}

/** How many of the matching studies are at each status; the criteria's own status does not count. */
export function countByStatus(database: Database, criteria: StudyCriteria, nowMs = Date.now()): StatusCounts {
  const { conditions, values, countIndex } = filterOf({ ...criteria, status: 'any' }, nowMs);
  const sql = `SELECT status, count(*) AS count FROM studies INDEXED BY ${countIndex} WHERE ${conditions} GROUP BY status`;
  const rows = withSqliteFailures(() => prepared<unknown[], { status: StudyStatus; count: number }>(database, sql).all(values));
  const none: StatusCounts = { unread: 0, 'second-look': 0, read: 0 };
  return { ...none, ...Object.fromEntries(rows.map(({ status, count }) => [status, count])) };
}

/** What there is to filter by. Distinct in the index's own order, which needs no sorting. */
export function studyFacets(database: Database): StudyFacets {
  const sql = `SELECT DISTINCT status, disagreement, modality, view_position AS view, model_id AS modelId
    FROM studies INDEXED BY studies_by_facets`;
  type Row = { readonly modality: string; readonly view: string; readonly modelId: string | null };
  const rows = withSqliteFailures(() => prepared<[], Row>(database, sql).all());
  const sorted = (values: readonly (string | null)[]): readonly string[] =>
    [...new Set(values.filter((value) => value !== null))].toSorted();
  return {
    modalities: sorted(rows.map(({ modality }) => modality)),
    views: sorted(rows.map(({ view }) => view)),
    modelIds: sorted(rows.map(({ modelId }) => modelId)),
  };
}
