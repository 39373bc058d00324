import type { StudyQuery } from '../../src/shared/study';

/** All studies, newest import first. */
export const everything: StudyQuery = {
  search: '',
  dateFrom: null,
  dateTo: null,
  result: 'any',
  sort: 'imported',
  descending: true,
  offset: 0,
  limit: 500,
};
