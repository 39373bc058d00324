import { everyStudy, type StudyCriteria } from '../../shared/worklist';

/** Everything in the criteria that narrows a list. */
type Narrowing = Omit<StudyCriteria, 'sort' | 'descending'>;

const { sort: _sort, descending: _descending, ...noNarrowing } = everyStudy;
const narrowingNames = Object.keys(noNarrowing) as readonly (keyof Narrowing)[];

/** True where nothing narrows the list, so that an empty one means an empty history. */
export function isUnfiltered(criteria: StudyCriteria): boolean {
  return narrowingNames.every((name) => criteria[name] === everyStudy[name]);
}

/** How many conditions lie behind the filter button: those that the line above the list does not show by itself. */
export function hiddenConditions(criteria: StudyCriteria): number {
  const { dateFrom, dateTo, probabilityFrom, probabilityTo, period, modality, view, modelId, disagreement } = criteria;
  const dated = period !== 'any' || dateFrom !== null || dateTo !== null;
  const scored = probabilityFrom !== null || probabilityTo !== null;
  return [dated, scored, modality !== null, view !== null, modelId !== null, disagreement].filter(Boolean).length;
}

/** True for the same question, whatever the order in which its parts were written. */
export function sameCriteria(one: StudyCriteria, other: StudyCriteria): boolean {
  return (Object.keys(everyStudy) as (keyof StudyCriteria)[]).every((name) => one[name] === other[name]);
}

/** The same filters without any: order and direction stay. */
export function withoutFilters({ sort, descending }: StudyCriteria): StudyCriteria {
  return { ...everyStudy, sort, descending };
}
