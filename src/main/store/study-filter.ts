import type { StudyCriteria } from '../../shared/worklist';
import { localDay } from './local-day';
import { searchWords } from './search-text';

/** Conditions on a study's own row, all of which an index holds: migrations/0005-worklist.ts. */
export interface Filter {
  /** Joined by AND; 'TRUE' where all studies match. */
  readonly conditions: string;
  readonly values: readonly (string | number)[];
  /** The narrowest index that holds all that is asked about, for counting. */
  readonly countIndex: 'studies_by_facets' | 'studies_by_name';
}

type Condition = readonly [sql: string, ...values: (string | number)[]];

/**
 * The criteria as SQL; `nowMs` says what today is. The cheap conditions first: SQLite tests them in this order. GLOB, because instr() takes
 * twice as long over the same text.
 */
export function filterOf(criteria: StudyCriteria, nowMs: number): Filter {
  const words = searchWords(criteria.search).map((word): Condition => ['search_text GLOB ?', `*${word.replace(/[*?[]/g, '[$&]')}*`]);
  const all = [...exactConditions(criteria), ...bounds(criteria, nowMs), ...words];
  return {
    conditions: all.length === 0 ? 'TRUE' : all.map(([sql]) => sql).join(' AND '),
    values: all.flatMap(([, ...values]) => values),
    countIndex: words.length === 0 ? 'studies_by_facets' : 'studies_by_name',
  };
}

function exactConditions({ status, result, modality, view, modelId, disagreement }: StudyCriteria): readonly Condition[] {
  const all: readonly (Condition | null)[] = [
    status === 'any' ? null : ['status = ?', status],
    result === 'any' ? null : ['result = ?', result],
    disagreement ? ['disagreement = 1'] : null,
    modality === null ? null : ['modality = ?', modality],
    view === null ? null : ['view_position = ?', view],
    modelId === null ? null : ['model_id = ?', modelId],
  ];
  return all.filter((condition) => condition !== null);
}

function bounds({ period, dateFrom, dateTo, probabilityFrom, probabilityTo }: StudyCriteria, nowMs: number): readonly Condition[] {
  const all: readonly (Condition | null)[] = [
    period === 'today' ? ['day = ?', localDay(nowMs)] : null,
    period === 'last-7-days' ? ['day BETWEEN ? AND ?', localDay(nowMs, -6), localDay(nowMs)] : null,
    dateFrom === null ? null : ['day >= ?', dateFrom],
    dateTo === null ? null : ['day <= ?', dateTo],
    probabilityFrom === null ? null : ['probability >= ?', probabilityFrom],
    probabilityTo === null ? null : ['probability <= ?', probabilityTo],
  ];
  return all.filter((condition) => condition !== null);
}
